await using var gateway = Hitl.Gateway.GatewayHost.Build(args);
await gateway.RunAsync();
