global using Google.Protobuf;
global using Google.Protobuf.WellKnownTypes;
global using Temporal.Protocol.Grpc;
global using Temporalio.Api.Common.V1;
global using Temporalio.Api.Enums.V1;
global using Temporalio.Api.History.V1;
global using Temporalio.Api.TaskQueue.V1;
global using Temporalio.Api.WorkflowService.V1;
