using System.ComponentModel.DataAnnotations;
using Hitl.Escalations.Keys;
using Hitl.Gateway;
using Hitl.Gateway.Catalogs;
using Hitl.Governance.Catalogs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class StartTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://192.168.1.10:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://127.0.0.1:8080;http://example.com:80")]
    public void Nothing_listens_beyond_this_machine_unless_told_to(string urls)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => GatewayAddresses.Checked(new() { Urls = urls }));

        Assert.Contains("AllowNonLoopback", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://localhost:8080;http://[::1]:8080", false)]
    [InlineData("http://0.0.0.0:8080", true)]
    public void Loopback_is_fine_and_so_is_what_was_allowed(string urls, bool allow) =>
        Assert.NotEmpty(GatewayAddresses.Checked(new() { Urls = urls, AllowNonLoopback = allow }));

    [Fact]
    public async Task A_broken_catalog_stops_the_start_with_every_error()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, TestCatalog.Yaml.Replace("role: desk,", "role: dusk,", StringComparison.Ordinal), Cancel);
        var loader = new CatalogLoader(world.Get<ICatalogStore>(), world.Get<Hitl.Governance.Versions.ICatalogVersions>(), Options.Create(new CatalogOptions { Path = path }), NullLogger<CatalogLoader>.Instance);
        var active = await world.Get<ICatalogStore>().ActiveAsync(Cancel);

        var refused = await Assert.ThrowsAsync<CatalogRefusedException>(() => loader.StartingAsync(Cancel));

        Assert.Equal(6, refused.Message.Split("dusk'").Length - 1);
        Assert.Equal(active!.Digest, (await world.Get<ICatalogStore>().ActiveAsync(Cancel))!.Digest);
        File.Delete(path);
    }

    [Theory]
    [InlineData("k1", "k1", 32, true)]
    [InlineData("k1", "k2", 32, false)]
    [InlineData("k1", "k1", 31, false)]
    public void Signing_keys_are_there_and_long_enough_or_nothing_starts(string active, string id, int bytes, bool good)
    {
        var options = new KeyOptions { Active = active, Items = { [id] = Convert.ToBase64String(new byte[bytes]) } };

        var problems = options.Validate(new ValidationContext(options)).ToList();

        Assert.Equal(good, problems.Count == 0);
    }
}
