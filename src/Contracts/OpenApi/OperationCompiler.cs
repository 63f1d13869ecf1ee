using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Contracts.Routing;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Operation Objects (OpenAPI 3.1.1, section 4.8.10).</summary>
internal sealed class OperationCompiler(CompileContext context, ISampleSource samples, UnreadParts? unread)
{
    private readonly SecurityCompiler _security = new(context);

    /// <summary>Compiles what an Operation Object says: one operation, or one for each policy where <c>x-session</c> lists several.</summary>
    /// <param name="key">The key of the path.</param>
    public IEnumerable<Operation> Compile(string method, PathKey key, Node pathItem, Node operation)
    {
        var policies = SessionNodes.Of(operation);
        if (policies.Count < 2)
        {
            yield return Compile(method, key.Path, key.Name, pathItem, operation, policies is [var only] ? only : null);
            yield break;
        }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            var role = policy["role"]!.AsString()!;
            var count = names[role] = names.GetValueOrDefault(role) + 1;
            var name = (key.Name is null ? role : $"{key.Name}-{role}") + (count > 1 ? $"-{count}" : "");
            yield return Compile(method, key.Path, name, pathItem, operation, policy);
        }
    }

    private Operation Compile(string method, string path, string? variant, Node pathItem, Node operation, Node? policy)
    {
        var sessions = new OperationSessionCompiler(context, _security);
        var (session, credentials) = sessions.Compile(operation, policy);
        var tokens = context.Session is null ? ImmutableDictionary<string, string>.Empty : sessions.BodyTokens(operation, policy);
        var client = new ClientCompiler(context, _security).Compile(
            operation,
            policy,
            [.. (operation["parameters"]?.Items ?? []).Concat(pathItem["parameters"]?.Items ?? []).Select(context.Resolve).OfType<Node>()]
        );
        if (tokens.Count > 0)
            tokens = tokens
                .Concat(sessions.BodyLifetimes(operation, policy))
                .DistinctBy(t => t.Key)
                .ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        var succeeds = RuleCompiler.Success(policy, context.Fatal);
        var responses = ResponseCompiler.Compile(context, operation, tokens, succeeds);
        var factory = new AnswerFactory(
            variant is null ? $"{method} {path}" : $"{method} {path}#{variant}",
            samples,
            () => MadeBelow(path)
        );
        var resolver = new AnswerResolver(context, factory);
        var rules = RuleCompiler.Refusals(policy?["refusals"], context.Session?.Policy, context.Fatal);
        ImmutableArray<Answer?> refusals =
        [
            .. Refusals.All.Select(r => resolver.Refuse(r, responses, rules, Occurs(r, session, client.Length > 0))),
        ];
        ImmutableArray<KindRefusal> byKind = [.. ByKind(session, rules, responses, resolver)];
        var settings = MockSettings.Of(operation, pathItem, context.Root, context.Problems);
        return new Operation
        {
            IsUpstream = settings.IsUpstream,
            IsStateful = settings.IsStateful,
            Method = method,
            Path = path,
            Variant = variant,
            Where = ConditionCompiler.Compile(policy?["where"], context.Fatal),
            BasePaths = [.. ServerPaths.Of(operation, pathItem, context.Root)],
            PathParameters = [.. SegmentPattern.NamesIn(path)],
            Id = operation["operationId"]?.AsString() ?? $"{method} {path}",
            At = operation.At,
            Unread = unread?.In(operation, pathItem["parameters"], _security.SchemesOf(operation)),
            Pointer = operation.Pointer,
            Parameters =
            [
                .. ParameterCompiler.Compile(
                    context,
                    path,
                    pathItem,
                    operation,
                    (name, place) => CarriesCredential(session, client, name, place)
                ),
            ],
            Body = BodyCompiler.Compile(context, operation),
            Documented = new DocumentedAnswers(responses, factory),
            SessionPointer = policy?.Pointer,
            Session = session,
            Credentials = credentials,
            Client = client,
            Succeeds = succeeds,
            Success = resolver.Success(responses, tokens, succeeds),
            Refusals = refusals,
            RefusalsByKind = byKind,
            RefusalsByCondition =
            [
                .. Refusals
                    .All.Where(r => Occurs(r, session, client.Length > 0))
                    .Select(r => refusals[(int)r])
                    .OfType<Answer>()
                    .Concat(byKind.Select(r => r.Answer))
                    .Where(a => a.Where is not null),
            ],
        };
    }

    // Where refusals name a kind of token that the operation takes.
    private IEnumerable<KindRefusal> ByKind(
        OperationSession? session,
        IReadOnlyDictionary<string, RefusalRule> own,
        IReadOnlyList<Response> responses,
        AnswerResolver resolver
    )
    {
        if (session is null || context.Session is not { } plan)
            yield break;
        foreach (var kind in session.Slots.Select(s => s.Kind).Distinct())
        {
            foreach (var reason in Refusals.All.Where(r => r.Tolerance() != Sessions.Tolerance.None || r == Refusal.WrongScheme))
            {
                if (resolver.Refuse(reason, plan.Policy.Kinds[kind].Name, responses, own, Occurs(reason, session, false)) is { } answer)
                    yield return new KindRefusal(kind, reason, answer);
            }
        }
    }

    // A path that differs by one parameter more leads to what an operation makes.
    private MadeResource? MadeBelow(string path)
    {
        foreach (var (key, _, node) in context.Root["paths"]?.Members ?? [])
        {
            var below = PathKey.Parse(key).Path;
            if (
                below.Length <= path.Length + 3
                || !below.StartsWith(path.TrimEnd('/') + "/{", StringComparison.Ordinal)
                || !below.EndsWith('}')
                || SegmentPattern.NamesIn(below[path.TrimEnd('/').Length..]).ToList() is not [var name]
                || below.Length != path.TrimEnd('/').Length + name.Length + 3
                || References.Resolve(node, context.Root, null) is not { } item
            )
                continue;
            var parameter = (item["parameters"]?.Items ?? [])
                .Concat(item.Members.SelectMany(m => m.Value["parameters"]?.Items ?? []))
                .Select(p => References.Resolve(p, context.Root, null))
                .FirstOrDefault(p => p?["in"]?.AsString() == "path" && p["name"]?.AsString() == name);
            return new MadeResource(name, parameter is null ? null : context.Schema(parameter));
        }

        return null;
    }

    private static bool CarriesCredential(
        OperationSession? session,
        ImmutableArray<ClientCredential> client,
        string name,
        ParameterLocation place
    ) =>
        (session?.Slots ?? [])
            .SelectMany(s => s.Places)
            .Concat(client.Select(c => c.Place))
            .Select(p => p.Expression)
            .Concat(session?.Named is { } named ? [named] : [])
            .Any(e =>
                e.Source == SourceOf(place)
                && string.Equals(
                    e.Name,
                    name,
                    place == ParameterLocation.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
                )
            );

    private static ExpressionSource SourceOf(ParameterLocation place) =>
        place switch
        {
            ParameterLocation.Path => ExpressionSource.RequestPathParameter,
            ParameterLocation.Query => ExpressionSource.RequestQuery,
            ParameterLocation.Cookie => ExpressionSource.RequestCookie,
            _ => ExpressionSource.RequestHeader,
        };

    private static bool Occurs(Refusal refusal, OperationSession? session, bool asksForClient) =>
        refusal switch
        {
            Refusal.Credentials or Refusal.UnknownUser => session?.Role == Role.Login,
            Refusal.Client => asksForClient,
            Refusal.NotFound or Refusal.MethodNotAllowed => false,
            Refusal.Invalid or Refusal.UnsupportedMediaType or Refusal.ContentTooLarge => true,
            Refusal.WrongScheme => session?.Slots.Any(s => s.Places.Any(p => p.Scheme is not null)) == true,
            Refusal.Foreign => session?.Slots.Length > 1,
            _ => session?.Slots.Length > 0,
        };
}
