using System.Text;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Samples;

namespace Conformance.Validation.Tests;

/// <summary>Contracts of one operation, and what the validators say about requests to it.</summary>
internal static class Served
{
    /// <summary>Loads an OpenAPI document from JSON; fails on any problem.</summary>
    public static Contract Load(string json)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "api.json");
        File.WriteAllText(path, json);
        var problems = new Problems();
        var contract = ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), SampleSource.Of, problems);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Empty(problems);
        return contract!;
    }

    /// <summary>The operation <c>POST</c> of one path; <paramref name="members"/> are the JSON members of the Operation Object beside its responses.</summary>
    public static Contract Operation(
        string members,
        string path = "/x",
        string version = "3.1.1",
        string components = "{}",
        string responses = """{"204": {"description": "Done."}}"""
    ) =>
        Load(
            $$"""{"openapi": "{{version}}", "info": {"title": "t", "version": "1"}, "components": {{components}}, "paths": {"{{path}}": {"post": { {{members}}{{(members.Length == 0 ? "" : ",")}} "responses": {{responses}} } } } }"""
        );

    /// <summary>An operation with one parameter, given as the members of its Parameter Object.</summary>
    public static Contract Parameter(string members, string version = "3.2.0") =>
        Operation(
            $$"""  "parameters": [{ {{members}} }] """,
            members.Contains("\"path\"", StringComparison.Ordinal) ? "/x/{color}" : "/x",
            version
        );

    /// <summary>What is wrong with the parameters of a request to the only operation.</summary>
    public static IReadOnlyList<RequestViolation> Ask(this Contract contract, SentRequest request)
    {
        var entry = contract.Routes.Find(request.Path, out var values);
        Assert.True(entry is not null, $"no route for {request.Path}");
        var operation = entry.Operations.Single();
        return ParameterValidator.Validate(operation, request with { PathValues = [.. operation.PathParameters.Zip(values)] }) ?? [];
    }

    /// <summary>What is wrong with a request body, sent with a documented Content-Type.</summary>
    public static IReadOnlyList<RequestViolation> Send(this Contract contract, string contentType, byte[] body, out string? read)
    {
        var type = contract.Operations[0].Body!.For(contentType);
        Assert.True(type is not null, $"{contentType} is not documented");
        var violations = BodyValidator.Validate(type, contentType, body, out var document);
        using (document)
            read = document?.At(Conformance.Documents.JsonPointer.Root)?.GetRawText();
        return violations;
    }

    public static IReadOnlyList<RequestViolation> Send(this Contract contract, string contentType, string body) =>
        contract.Send(contentType, Encoding.UTF8.GetBytes(body), out _);

    /// <summary>What is wrong with a response of the only operation.</summary>
    public static IReadOnlyList<ResponseViolation> Answer(this Contract contract, SentResponse response) =>
        ResponseValidator.Validate(contract.Operations[0], response);

    /// <summary>An operation whose body has one media type, given as the members of its Media Type Object.</summary>
    public static Contract Body(string type, string media, string version = "3.1.1", string components = "{}") =>
        Operation($$"""  "requestBody": {"content": {"{{type}}": { {{media}} } } } """, version: version, components: components);
}

/// <summary>A request that was never sent.</summary>
internal sealed record SentRequest(
    string Path = "/x",
    string RawQuery = "",
    string? Cookies = null,
    params (string Name, string Value)[] Headers
) : IRequestView
{
    public IReadOnlyList<(string Name, string Value)> PathValues { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Query =>
        [
            .. RawQuery
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(f => f.Split('=', 2))
                .Select(f => new KeyValuePair<string, string>(Decoded(f[0]), Decoded(f.ElementAtOrDefault(1) ?? ""))),
        ];

    public string? Header(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList() is { Count: > 0 } lines
            ? string.Join(", ", lines)
            : null;

    public string? Cookie(string name) =>
        Cookies
            ?.Split("; ")
            .Select(c => c.Split('=', 2))
            .Where(c => c[0] == name)
            .Select(c => Uri.UnescapeDataString(c[1]))
            .FirstOrDefault();

    public string? PathParameter(string name) => PathValues.FirstOrDefault(p => p.Name == name).Value;

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

/// <summary>A response that was never sent.</summary>
internal sealed record SentResponse(
    int Status,
    string? ContentType = null,
    string Text = "",
    string Method = "POST",
    params (string Name, string Value)[] Headers
) : IResponseView
{
    public ReadOnlyMemory<byte> Body => Encoding.UTF8.GetBytes(Text);

    public IReadOnlyList<string> Header(string name) =>
        [.. Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)];
}
