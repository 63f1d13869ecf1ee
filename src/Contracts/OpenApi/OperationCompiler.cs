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

    /// <summary>Compiles one operation.</summary>
    public Operation Compile(string method, string path, Node pathItem, Node operation)
    {
        var sessions = new OperationSessionCompiler(context, _security);
        var (session, credentials) = sessions.Compile(operation);
        var tokens = context.Session is null ? ImmutableDictionary<string, Expression>.Empty : sessions.BodyTokens(operation);
        var responses = ResponseCompiler.Compile(context, operation, tokens);
        var factory = new AnswerFactory($"{method} {path}", samples);
        var resolver = new AnswerResolver(context, factory);
        var rules = RefusalRule.Read(operation["x-session"]?["refusals"]);
        return new Operation
        {
            Method = method,
            Path = path,
            BasePaths = [.. ServerPaths.Of(operation, pathItem, context.Root)],
            PathParameters = [.. SegmentPattern.NamesIn(path)],
            Id = operation["operationId"]?.AsString() ?? $"{method} {path}",
            At = operation.At,
            Unread = unread?.In(operation, pathItem["parameters"], _security.SchemesOf(operation)),
            Pointer = operation.Pointer,
            Parameters =
            [
                .. ParameterCompiler.Compile(context, path, pathItem, operation, (name, place) => CarriesCredential(session, name, place)),
            ],
            Body = BodyCompiler.Compile(context, operation),
            Documented = new DocumentedAnswers(responses, factory),
            Session = session,
            Credentials = credentials,
            Success = resolver.Success(responses, tokens),
            Refusals = [.. Refusals.All.Select(r => resolver.Refuse(r, responses, rules, Occurs(r, session)))],
        };
    }

    private static bool CarriesCredential(OperationSession? session, string name, ParameterLocation place) =>
        session is not null
        && session
            .Slots.SelectMany(s => s.Places)
            .Select(p => p.Expression)
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

    private static bool Occurs(Refusal refusal, OperationSession? session) =>
        refusal switch
        {
            Refusal.Credentials or Refusal.UnknownUser => session?.Role == Role.Login,
            Refusal.NotFound or Refusal.MethodNotAllowed => false,
            Refusal.Invalid or Refusal.UnsupportedMediaType or Refusal.ContentTooLarge => true,
            Refusal.WrongScheme => session?.Slots.Any(s => s.Places.Any(p => p.Scheme is not null)) == true,
            Refusal.Foreign => session?.Slots.Length > 1,
            _ => session?.Slots.Length > 0,
        };
}
