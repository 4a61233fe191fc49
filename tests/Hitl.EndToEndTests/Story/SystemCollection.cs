using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Story;

/// <summary>One running system for every test that talks to it; tests in a collection run one after another.</summary>
[CollectionDefinition(nameof(SystemCollection))]
public sealed class SystemCollection : ICollectionFixture<ProcessSystem>;
