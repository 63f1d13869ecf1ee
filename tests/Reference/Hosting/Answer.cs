using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>An answer that has not been sent yet, so that a mutant can change it.</summary>
internal sealed class Answer(HttpContext httpContext, byte[] body)
{
    /// <summary>The operationId, or empty where no operation answered.</summary>
    public string Operation { get; } = httpContext.GetEndpoint()?.DisplayName ?? "";

    public HttpRequest Request => httpContext.Request;

    public IHeaderDictionary Headers => httpContext.Response.Headers;

    /// <summary>Whether the refusal is one of a token that a logout ended.</summary>
    public bool IsOfRevoked => httpContext.Items.ContainsKey(typeof(Answer));

    public int Status
    {
        get => httpContext.Response.StatusCode;
        set => httpContext.Response.StatusCode = value;
    }

    public string? MediaType
    {
        get => httpContext.Response.ContentType;
        set => httpContext.Response.ContentType = value;
    }

    /// <summary>Whether an operation answered that begins a session, and how it answered.</summary>
    public bool IsLogin => Operation is "login" or "exchange";

    /// <summary>Whether a refresh has succeeded.</summary>
    public bool IsRefresh => Operation is "refresh" or "refreshToken" or "renew" && Status is >= 200 and < 300;

    /// <summary>Whether it is a logout that succeeded.</summary>
    public bool IsLogout => Operation == "logout" && Status is >= 200 and < 300;

    public bool IsRefusal => Status >= 400;

    public byte[] Body { get; private set; } = body;

    /// <summary>Notes that a request is refused because of a token that a logout ended.</summary>
    public static void MarkRevoked(HttpContext httpContext) => httpContext.Items[typeof(Answer)] = true;

    /// <summary>Takes the body away.</summary>
    public void Empty() => (Body, MediaType) = ([], null);

    /// <summary>Sends a text.</summary>
    public void Send(string mediaType, string text) => (Body, MediaType) = (Encoding.UTF8.GetBytes(text), mediaType);

    /// <summary>Changes the JSON object in the body, where there is one.</summary>
    public void Edit(Action<JsonObject> change) =>
        Replace(body =>
        {
            change(body);
            return body;
        });

    /// <summary>Puts another value into the place of the JSON object in the body, where there is one.</summary>
    public void Replace(Func<JsonObject, JsonNode> change)
    {
        if (Body.Length == 0 || MediaType?.Contains("json", StringComparison.Ordinal) != true)
            return;
        if (JsonNode.Parse(Body) is JsonObject json)
            Body = JsonSerializer.SerializeToUtf8Bytes(change(json));
    }
}
