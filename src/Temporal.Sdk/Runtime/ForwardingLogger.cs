using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Logs where the worker logs, and what passes the filter also where the runtime's options say.</summary>
internal sealed class ForwardingLogger(ILogger own, ILogger forwarded, TelemetryFilterOptions filter) : ILogger
{
    internal static ILogger Wrap(ILogger own, LoggingOptions? options) =>
        options?.Forwarding?.Logger is { } forwarded ? new ForwardingLogger(own, forwarded, options.Filter) : own;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => own.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => own.IsEnabled(logLevel) || IsForwarded(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (own.IsEnabled(logLevel)) own.Log(logLevel, eventId, state, exception, formatter);
        if (IsForwarded(logLevel)) forwarded.Log(logLevel, eventId, state, exception, formatter);
    }

    private bool IsForwarded(LogLevel level) => filter.Passes(level) && forwarded.IsEnabled(level);
}
