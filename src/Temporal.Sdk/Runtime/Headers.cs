using Temporalio.Api.Common.V1;

namespace Temporalio.Runtime;

/// <summary>Headers as the wire has them.</summary>
internal static class Headers
{
    internal static Header? Of(IDictionary<string, Payload>? fields) => fields is null ? null : new Header { Fields = { fields } };
}
