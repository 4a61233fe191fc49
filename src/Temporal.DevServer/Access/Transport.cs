using System.IO.Pipelines;

namespace Temporal.DevServer.Access;

/// <summary>The two ways of a connection.</summary>
internal sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
