namespace Conformance.Fuzz.Tests;

/// <summary>A bounded run for each reader, always the same; <c>eng/fuzz --minutes N</c> runs them for longer, and from another seed.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private static readonly IFuzzTarget[] Targets =
    [
        new DocumentTarget(
            "yaml",
            ".yaml",
            "- ",
            "? ",
            ": ",
            "&a ",
            "*a",
            "<<: ",
            "!!str ",
            "!!binary ",
            "|\n",
            ">-\n",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "{",
            "}",
            "[",
            "]",
            "# c\n",
            "\n  ",
            "\"\\x41\"",
            "''",
            "~",
            "0x1f",
            ".inf",
            "2001-01-01"
        ),
        new DocumentTarget("json", ".json", "{", "}", "[", "]", "\"a\":", "\\u0041", "\\ud800", "1e5", "-", "true", "null", "//", "/*"),
        new OverlayTarget(),
        new PathTarget(),
        new PointerTarget(),
        new TagTarget(),
        new TokenTarget(),
        new RequestTarget("form", "a=", "&", "n=1", "tags=a,b", "%41", "+", "deep[x]=1", "Content-Type: application/x-www-form-urlencoded"),
        new RequestTarget(
            "multipart",
            "--b",
            "--b--",
            "\r\n",
            "Content-Disposition: form-data; name=\"a\"",
            "; filename=\"x\"",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Type: application/json"
        ),
        new RequestTarget(
            "header",
            "Authorization: Bearer ",
            "Basic ",
            "Prefer: code=200",
            "Prefer: example=a",
            "Accept: ",
            ";q=0.5",
            "Conform-Namespace: ",
            "Content-Encoding: gzip",
            "X-List: a,b",
            "X-Object: a=1,b=2",
            "Origin: ",
            "/__ns/a",
            "?q=1&f[a]=2"
        ),
        new RequestTarget("cookie", "Cookie: ", "sid=", "; ", "\"", "list=a,b", "%41", "Set-Cookie: "),
    ];

    public static TheoryData<string> Names =>
        [
            .. Targets
                .Select(t => t.Name)
                .Where(n => Environment.GetEnvironmentVariable("FUZZ_TARGET") is not { Length: > 0 } only || n == only),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_input_ends_as_documented(string name) => FuzzRun.Of(Targets.Single(t => t.Name == name), inputs: 2000);
}
