using System.Runtime.Versioning;

// The private cluster and file modes need Unix; the processes themselves also run elsewhere.
[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
