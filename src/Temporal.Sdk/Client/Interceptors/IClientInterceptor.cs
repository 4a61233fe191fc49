namespace Temporalio.Client.Interceptors;

/// <summary>Wraps the calls a client makes. Implementations must be thread-safe.</summary>
public interface IClientInterceptor
{
    /// <summary>Puts a link in front of the chain.</summary>
    /// <param name="nextInterceptor">What the new link must call.</param>
    /// <returns>The new head of the chain; the given one to leave it as it is.</returns>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => nextInterceptor;
}
