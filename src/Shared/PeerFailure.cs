using System.Net.Sockets;

namespace Hitl.Peers;

// What a call over HTTP throws when the other side was not reached, or went away before its answer was whole. HttpClient promises the first two; but its pool
// lets the bare socket's error through when a peer closes in the moment it is connected to, and what is not caught there ends a background service and its process.
// No XML comments here: one and the same member in several assemblies would stand twice in the API's description.
internal static class PeerFailure
{
    public static bool IsAway(Exception failure) => failure is HttpRequestException or IOException or SocketException;
}
