using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Recording;

/// <summary>Finds in which form a login takes a name and a password, where no document says it: one form after the other, until one is answered with a token.</summary>
/// <param name="choices">Who plays which role, a login among them.</param>
/// <param name="server">Where paths begin.</param>
internal sealed class LoginSearch(RoleChoices choices, Uri server, string title)
{
    private const string UserMark = "{user}";
    private const string PasswordMark = "{password}";
    private const string TokenMark = "{token}";
    private const string RefreshMark = "{refresh}";

    private const string Json = "application/json";
    private const string FormMedia = "application/x-www-form-urlencoded";

    private string Login => choices.Operations[Role.Login][0];

    private LoginForm? Own => choices.Bodies.TryGetValue(Login, out var body) ? Read(body) : null;

    /// <summary>How many forms are tried at most.</summary>
    public int Most => Own is null ? Forms("a@b").Count() : 1;

    /// <summary>Whether the body of a login can be read, and says where name and password go.</summary>
    public static bool IsLogin(string body) => Read(body) is { } form && form.Has(UserMark) && form.Has(PasswordMark);

    /// <summary>Whether the body of another operation can be read, and says where a token goes.</summary>
    public static bool TakesToken(string body) => Read(body) is { } form && (form.Has(TokenMark) || form.Has(RefreshMark));

    /// <summary>A document of the operations, as far as names tell, with a login that takes this form; what the answer to a login shows of a refresh is in it.</summary>
    public Node Document(LoginForm form, TargetAnswer? answer)
    {
        var exchanges = new List<Exchange>();
        foreach (var (role, operation) in choices.Operations.SelectMany(c => c.Value.Select(o => (c.Key, o))))
        {
            var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
            var taken = role switch
            {
                Role.Login => form,
                _ when choices.Bodies.TryGetValue(operation, out var own) => Read(own),
                Role.Refresh when answer?.Tokens().FirstOrDefault(t => t is { IsRefresh: true, Field.Place: "body" }) is { } token =>
                    new LoginForm(Json, [(token.Field.Name, RefreshMark)]),
                _ => null,
            };
            ImmutableArray<(string, string)> headers = role == Role.Login && form.IsBasic ? [("Authorization", "Basic ")] : [];
            exchanges.Add(new Exchange(method, path, [], headers, taken?.MediaType, taken?.Text(), new TargetAnswer(0, [], "")));
        }

        return new ObservedDocument([], Told).Write(title, server, exchanges);
    }

    /// <summary>The members of bodies whose values the user wrote down, but for those whose names tell of a secret.</summary>
    public IReadOnlyCollection<string> Told =>
        [
            .. choices
                .Bodies.Values.SelectMany(b => Read(b)!.Members)
                .Where(m =>
                    !IsMark(m.Value)
                    && !NameWords.Of(m.Name).Any(w => w is "secret" or "key" or "token" or "password" or "code" or "otp" or "pin")
                )
                .Select(m => m.Name),
        ];

    /// <summary>Whether a value stands for what is put in its place.</summary>
    public static bool IsMark(JsonNode? value) => value?.ToString() is UserMark or PasswordMark or TokenMark or RefreshMark;

    /// <summary>The form that the target takes, with what it answered; else a sentence why none is known.</summary>
    /// <exception cref="HttpRequestException">The target was not reached.</exception>
    public async Task<(LoginForm? Form, TargetAnswer? Answer, string? Failure)> FindAsync(
        TargetClient client,
        (string Name, string Password) user,
        CancellationToken cancellation
    )
    {
        var forms = Own is { } own ? [own] : Forms(user.Name);
        var statuses = new List<int>();
        var refused = new HashSet<string?>();
        foreach (var form in forms.Where(f => !refused.Contains(f.MediaType)))
        {
            var api = DescribedApi.Of(Document(form, null));
            var login = api.Operations.First(o => o.ToString() == Login);
            if (Credentials.Fields(api, login) is not { } fields)
                continue;
            var answer = await client.SendAsync(
                login,
                [.. form.Fixed(), (fields.User, user.Name), (fields.Password, user.Password)],
                null,
                cancellation
            );
            if ((answer.IsSuccess || IsRedirectedOnwards(answer)) && !answer.Tokens().IsEmpty)
                return (form, answer, null);
            statuses.Add(answer.Status);
            if (answer.Status is 404 or 405)
                return (
                    null,
                    null,
                    $"{Login} answered {answer.Status}: there is no such operation. Check the path, and whether --base-url has to end with a base path such as /api."
                );
            if (answer.Status is 429)
                return (null, null, $"{Login} answered 429 after {statuses.Count} tries. {Mend}");
            if (answer.Status is 415)
                refused.Add(form.MediaType);
        }

        return (
            null,
            null,
            $"{Login} gave {user.Name} no token in any of the forms that were tried ({string.Join(", ", statuses.Distinct())}). Check the user and the password. {Mend}"
        );
    }

    private string Mend =>
        $"Say what it takes: --login '{Login} {{\"name\": \"{UserMark}\", \"password\": \"{PasswordMark}\"}}', or as a form, --login '{Login} name={UserMark}&password={PasswordMark}'.";

    private static bool IsRedirectedOnwards(TargetAnswer answer) =>
        answer.Status is 302 or 303
        && answer.Header("Location") is { } location
        && !Terms.Has(location.Split('?')[0], Term.Login)
        && !location.Contains("error", StringComparison.OrdinalIgnoreCase);

    // The likeliest first; what looks like an address is asked for as one.
    private static IEnumerable<LoginForm> Forms(string user)
    {
        string[] names = user.Contains('@', StringComparison.Ordinal) ? ["email", "username"] : ["username", "email"];
        foreach (var media in (string[])[Json, FormMedia])
        {
            foreach (var name in names)
                yield return Form(media, name);
        }

        foreach (var name in (string[])["name", "login", "user", "identifier"])
            yield return Form(Json, name);
        yield return new LoginForm(null, []);

        static LoginForm Form(string media, string name) => new(media, [(name, UserMark), ("password", PasswordMark)]);
    }

    private static LoginForm? Read(string body)
    {
        if (!body.StartsWith('{'))
            return new LoginForm(
                FormMedia,
                [
                    .. body.Split('&')
                        .Select(p => p.Split('=', 2))
                        .Select(p => (p[0], (JsonNode?)(p.Length > 1 ? Uri.UnescapeDataString(p[1]) : ""))),
                ]
            );
        try
        {
            return JsonNode.Parse(body) is JsonObject value
                ? new LoginForm(Json, [.. value.Select(m => (m.Key, m.Value?.DeepClone()))])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a login takes.</summary>
/// <param name="MediaType">Null where it takes HTTP Basic and no body.</param>
/// <param name="Members">Its members; marks stand where name and password go.</param>
internal sealed record LoginForm(string? MediaType, ImmutableArray<(string Name, JsonNode? Value)> Members)
{
    public bool IsBasic => MediaType is null;

    /// <summary>Whether a request has this form.</summary>
    public bool IsOf(Exchange exchange) =>
        exchange.MediaType == MediaType
        && (
            IsBasic
            || ObservedDocument.BodyOf(exchange)?.Select(m => m.Key).Order().SequenceEqual(Members.Select(m => m.Name).Order()) == true
        );

    /// <summary>Whether a member has this for its value.</summary>
    public bool Has(string mark) => Members.Any(m => m.Value?.ToString() == mark);

    /// <summary>The body, marks and all; null where it has none.</summary>
    public string? Text() =>
        IsBasic ? null
        : MediaType!.Contains("json", StringComparison.Ordinal)
            ? new JsonObject(Members.Select(m => KeyValuePair.Create(m.Name, m.Value?.DeepClone()))).ToJsonString()
        : string.Join('&', Members.Select(m => $"{Uri.EscapeDataString(m.Name)}={Uri.EscapeDataString(m.Value?.ToString() ?? "")}"));

    /// <summary>What else it always sends.</summary>
    public IEnumerable<(DescribedField Field, string Value)> Fixed() =>
        Members
            .Where(m => m.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String && !LoginSearch.IsMark(value))
            .Select(m => (TargetAnswer.Field("body", m.Name, JsonPointer.Root.Append(m.Name).ToString()), m.Value!.ToString()));
}
