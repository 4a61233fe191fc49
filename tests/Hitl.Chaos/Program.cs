using Hitl.Chaos;
using Xunit.Runner.InProc.SystemConsole;

return args is ["run" or "check" or "shrink" or "invariants", ..] ? await ChaosCommand.RunAsync(args) : await ConsoleRunner.Run(args);
