namespace Hitl.Tests.Gateway;

[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayWorld>
{
    public const string Name = "gateway";
}
