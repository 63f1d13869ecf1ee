using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Validation;

namespace Conformance.Verification.Client;

/// <summary>Makes valid requests from what a contract documents: its examples, else values of its schemas.</summary>
internal sealed class RequestBuilder(Contract contract, Target target)
{
    private const string UserAgent = "conform";

    /// <summary>What is wrong with the values that the target brings, a sentence each.</summary>
    public IEnumerable<string> Objections =>
        (
            from operation in target.Values
            from place in operation.Value.Keys
            let objection = Objection(operation.Key, place)
            where objection is not null
            select objection
        ).Concat(ClientObjections());

    /// <summary>A request that the contract describes.</summary>
    /// <param name="tokens">What to present, by kind; the place of a kind that is absent stays empty.</param>
    /// <param name="user">Whose credentials a login presents.</param>
    /// <param name="alternative">Where to present the tokens; null for the first alternative all of whose tokens are given.</param>
    public RequestDraft Build(
        Operation operation,
        IReadOnlyDictionary<int, string> tokens,
        UserCredentials? user = null,
        TokenAlternative? alternative = null
    )
    {
        var alternatives = operation.Session?.Alternatives ?? [];
        alternative ??= alternatives.FirstOrDefault(a => a.Slots.All(s => tokens.ContainsKey(s.Kind))) ?? alternatives.FirstOrDefault();
        var draft = new RequestDraft
        {
            Label = Label(operation),
            Operation = operation,
            Alternative = alternative,
            User = user,
            Method = operation.Method,
            PathTemplate = operation.Path,
        };
        AddBody(draft, operation);
        foreach (var place in target.OtherCredentials is null ? [] : alternative?.Credentials ?? [])
            draft.PutToken(place, target.OtherCredentials!);
        AddParameters(draft, operation);
        AddClientHeaders(draft, operation);
        foreach (var line in target.Headers)
            draft.SetHeader(line.Name, line.Value);
        foreach (var place in alternatives.SelectMany(a => a.Slots).SelectMany(s => s.Places))
            draft.Remove(place.Expression);
        foreach (var slot in alternative?.Slots ?? [])
        {
            if (tokens.TryGetValue(slot.Kind, out var token))
            {
                draft.PutToken(slot.Places[0], token);
                draft.Presented.Add(token);
                draft.Tokens[slot.Kind] = token;
            }
        }

        if (user is not null)
            AddCredentials(draft, operation.Session!, user);
        AddClient(draft, operation);
        Distinguish(draft, operation);
        AddValues(draft, operation);
        return draft;
    }

    /// <summary>A value for a parameter; null where none can be made.</summary>
    public string? ValueOf(Parameter parameter) =>
        JsonOf(parameter) is { } value and not JsonObject ? FormFields.Header(new ValueStyle(ParameterStyle.Simple, false), value) : null;

    private JsonNode? JsonOf(Parameter parameter) =>
        parameter.Example is { IsNull: true } ? null : parameter.Example?.ToJsonNode() ?? contract.Samples.ForRequest(parameter.Schema);

    /// <summary>What evidence calls a request of an operation: its role, or its method and path.</summary>
    public static string Label(Operation operation) =>
        operation.Role is Role.None or Role.Protected ? operation.ToString() : operation.Role.ToString().ToLowerInvariant();

    private void AddBody(RequestDraft draft, Operation operation)
    {
        if (operation.Body is not { Content.Count: > 0 } body)
            return;
        var type =
            body.Content.FirstOrDefault(t => t.Kind == BodyKind.Json && t.Specificity == 2)
            ?? body.Content.FirstOrDefault(t => t.Kind == BodyKind.Form)
            ?? body.Content[0];
        draft.Kind = type.Kind;
        draft.Encodings = type.Encodings;
        draft.ContentType =
            type.Kind == BodyKind.Multipart ? FormFields.MultipartType
            : type.Specificity == 2 ? type.Range
            : "application/json";
        draft.Body = ExampleOf(type, operation)?.ToJsonNode() ?? contract.Samples.ForRequest(type.Schema) ?? new JsonObject();
    }

    // Of several operations at one place each has an example of its own, if any.
    private static Node? ExampleOf(MediaType type, Operation operation) =>
        operation.Where is { } where
            ? type.Examples.FirstOrDefault(e => where.Terms.Where(t => t.IsOfBody).All(t => IsFulfilled(t, e)))
            : type.Example;

    private static bool IsFulfilled(ConditionTerm term, Node body)
    {
        using var found = term.Place.Pointer!.Resolve(body)?.ToJsonDocument();
        return term.Expected.Accepts(new PlaceValue(found?.RootElement));
    }

    // What tells the operation from others of its method and path.
    private void Distinguish(RequestDraft draft, Operation operation)
    {
        if (operation.Where is null)
            return;
        foreach (var place in PlacesOfOthers(operation))
            draft.Remove(place);
        foreach (var term in operation.Where.Terms)
        {
            if (draft.Body is { } body && term.IsOfBody && Holds(term, body))
                continue;
            if (term.Expected.Value is not { } value)
            {
                if (term.Expected.Accepts(default))
                    draft.Remove(term.Place);
            }
            else if (term.IsOfBody)
                draft.PutInBody(term.Place.Pointer!, value.ToJsonNode());
            else
                draft.Put(term.Place, (value as ScalarNode)?.Text ?? value.ToString());
        }
    }

    private static bool Holds(ConditionTerm term, JsonNode body)
    {
        using var document = JsonDocument.Parse(body.ToJsonString());
        return term.Expected.Accepts(new PlaceValue(JsonText.At(document.RootElement, term.Place.Pointer!)));
    }

    // What belongs to the other operations at the place alone, unless an example of this one shows it.
    private IEnumerable<Expression> PlacesOfOthers(Operation operation)
    {
        if (operation.Body?.Content.Any(t => ExampleOf(t, operation) is not null) == true)
            return [];
        var own = Places(operation).ToHashSet();
        return contract
            .Operations.Where(o => o != operation && o.Pointer == operation.Pointer)
            .SelectMany(Places)
            .Where(p => p.Source == ExpressionSource.RequestBody && !own.Contains(p));

        static IEnumerable<Expression> Places(Operation o) =>
            (o.Session?.UserPlaces ?? [])
                .Concat(o.Session?.Slots.SelectMany(s => s.Places) ?? [])
                .Select(p => p.Expression)
                .Concat(o.Where?.Terms.Select(t => t.Place) ?? []);
    }

    /// <summary>
    /// The media types that a request for an operation accepts, where nobody has said others: those that it documents; of an answer whose body hands out tokens those that are JSON,
    /// where it has such, since the places of tokens are places in JSON.
    /// </summary>
    public static string AcceptOf(Operation operation)
    {
        var issuesInBody = operation.Session?.Issued.Any(i => i.Place.Source == ExpressionSource.ResponseBody) == true;
        var types = operation
            .Documented.Responses.OrderBy(r => r.Status is >= 200 and < 300 ? 0 : 1)
            .SelectMany(r =>
                issuesInBody && r.MediaTypes.Any(t => t.Kind == BodyKind.Json)
                    ? r.MediaTypes.Where(t => t.Kind == BodyKind.Json)
                    : r.MediaTypes
            )
            .Select(t => t.Range)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return types.Count == 0 ? "*/*" : string.Join(", ", types);
    }

    // What any client sends: a server that chooses by it would else answer in a form that nobody documents.
    private static void AddClientHeaders(RequestDraft draft, Operation operation)
    {
        if (!draft.Headers.Any(h => h.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase)))
            draft.SetHeader("Accept", AcceptOf(operation));
        if (!draft.Headers.Any(h => h.Name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)))
            draft.SetHeader("User-Agent", UserAgent);
    }

    private void AddParameters(RequestDraft draft, Operation operation)
    {
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.CarriesToken || !(parameter.Required || parameter.Example is not null))
                continue;
            if (JsonOf(parameter) is { } value)
                Add(draft, parameter, value);
        }
    }

    private static void Add(RequestDraft draft, Parameter parameter, JsonNode value)
    {
        if (parameter.Content is not null)
            value = JsonValue.Create(parameter.Content.Kind == BodyKind.Json ? value.ToJsonString() : FormFields.Text(value));
        switch (parameter.In)
        {
            case ParameterLocation.Path:
                draft.PathTexts[parameter.Name] = FormFields.Segment(parameter.Name, parameter.Style, value);
                break;
            case ParameterLocation.Header:
                draft.SetHeader(parameter.Name, FormFields.Header(parameter.Style, value));
                break;
            case ParameterLocation.Cookie:
                draft.Put(
                    new Expression(ExpressionSource.RequestCookie, parameter.Name),
                    FormFields.Of(parameter.Name, parameter.Style with { Explode = false }, value).First().Value
                );
                break;
            default:
                foreach (var (name, text) in FormFields.Of(parameter.Name, parameter.Style, value))
                    draft.Query.Add(new(name, text));
                break;
        }
    }

    private static void AddCredentials(RequestDraft draft, OperationSession session, UserCredentials user)
    {
        foreach (var subject in session.Subject)
            draft.PutToken(subject, user.Name);
        foreach (var secret in session.Secret)
            draft.PutToken(secret, user.Secret);
        if (session.Assertion is { } assertion)
            draft.PutToken(assertion, user.Assertion ?? $"{user.Name}:{user.Secret}");
    }

    private void AddClient(RequestDraft draft, Operation operation)
    {
        foreach (var credential in operation.Client)
        {
            if (ClientValue(credential) is { } value)
                draft.PutToken(credential.Place, value);
        }
    }

    // What the target's owner says; else what the document fixes, and at a target that takes anything what it shows.
    public string? ClientValue(ClientCredential credential) =>
        target.Client.GetValueOrDefault(credential.Name)
        ?? (target.OtherCredentials is { } anything ? credential.Documented ?? anything : credential.Fixed);

    private bool IsGivenElsewhere(Operation operation, ClientCredential credential) =>
        (
            credential.Place.Expression.Source == ExpressionSource.RequestHeader
            && target.Headers.Any(h => h.Name.Equals(credential.Place.Expression.Name, StringComparison.OrdinalIgnoreCase))
        )
        || ((string[])[Label(operation), operation.Id]).Any(name =>
            target.Values.TryGetValue(name, out var values)
            && values.Keys.Any(place => Expression.Parse(place) == credential.Place.Expression)
        );

    // What is missing of the client's fixed credentials, or given and not asked for.
    private IEnumerable<string> ClientObjections()
    {
        var known = ClientCredential.Of(contract.Operations);
        foreach (var name in target.Client.Keys.Where(n => known.All(c => c.Name != n)).Order(StringComparer.Ordinal))
        {
            var near = Nearest.To(name, known.Select(c => c.Name));
            yield return $"A value is given for the client's \"{name}\", and the contract asks for none of this name. {(
                near is not null ? $"Did you mean \"{near}\"?"
                : known.IsEmpty ? "It has no \"client\" in x-session."
                : $"It asks for {string.Join(", ", known.Select(c => c.Name))}.")}";
        }

        var missing = contract
            .Operations.Where(o => o.Role != Role.None)
            .SelectMany(o =>
                o.Client.Where(c => ClientValue(c) is null && !IsGivenElsewhere(o, c)).Select(c => (Operation: o, Credential: c))
            )
            .DistinctBy(m => m.Credential.Name);
        foreach (var (operation, credential) in missing)
        {
            var name = credential.Name;
            yield return $"{operation} asks for the client's \"{name}\" ({PlaceNames.Of(credential.Place)}), and no value is given for it. Give it with --client {name}=VALUE, with {{client: {{{name}: VALUE}}}} in conform.yaml, or in the environment.";
        }
    }

    private void AddValues(RequestDraft draft, Operation operation)
    {
        foreach (var name in (string[])[Label(operation), operation.Id])
        {
            if (!target.Values.TryGetValue(name, out var values))
                continue;
            foreach (var (place, value) in values)
            {
                if (Expression.Parse(place) is { } expression)
                    draft.PutLike(expression, value);
            }
        }
    }

    private string? Objection(string operation, string place)
    {
        var known = contract.Operations.SelectMany(o => (string[])[Label(o), o.Id]).Distinct(StringComparer.Ordinal).ToList();
        if (!known.Contains(operation))
        {
            var near = Nearest.To(operation, known);
            return $"The values are for \"{operation}\", and no operation of the contract has this role, id, or method and path. {(near is null ? $"There are {string.Join(", ", known)}." : $"Did you mean \"{near}\"?")}";
        }

        return
            Expression.Parse(place)
                is {
                    Source: ExpressionSource.RequestHeader
                        or ExpressionSource.RequestCookie
                        or ExpressionSource.RequestQuery
                        or ExpressionSource.RequestPathParameter
                        or ExpressionSource.RequestBody
                }
            ? null
            : $"The value for \"{operation}\" stands at \"{place}\", which is no place of a request. Write one such as $request.body#/deviceId or $request.header.X-Device.";
    }
}
