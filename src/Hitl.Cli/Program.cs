using Hitl.Cli;

return await HitlCommandLine.RunAsync(args, Console.Out, Console.Error, CliSettings.FromEnvironment(Environment.GetEnvironmentVariable));
