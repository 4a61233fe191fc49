using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Story;

/// <summary>One system in Socket Mode, where a person has at most ten open cards, for every test that needs either.</summary>
[CollectionDefinition(nameof(SocketCollection))]
public sealed class SocketCollection : ICollectionFixture<SocketSystem>;
