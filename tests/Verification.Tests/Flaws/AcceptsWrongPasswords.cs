using System.Text.Json.Nodes;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Any password logs in.</summary>
public sealed class AcceptsWrongPasswords : DemoApi
{
    protected override Task LogInAsync(HttpContext http, string body) =>
        base.LogInAsync(http, new JsonObject { ["user"] = "ann", ["password"] = Password }.ToJsonString());
}
