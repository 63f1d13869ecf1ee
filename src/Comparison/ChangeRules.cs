using System.Collections.Immutable;

namespace Conformance.Comparison;

/// <summary>Every kind of change that is told.</summary>
public static class ChangeRules
{
    private static readonly Dictionary<string, ChangeRule> ById;

    static ChangeRules()
    {
        All =
        [
            // Operations.
            Breaking("operation-removed", "An operation is gone: clients that call it get 404."),
            Compatible("operation-added", "An operation is new; nobody calls it yet."),
            Compatible("operation-deprecated", "An operation is deprecated and still served."),
            Breaking("base-path-changed", "The servers' base path is another one: every request of old goes elsewhere."),
            // Parameters.
            Breaking("required-parameter-added", "A request needs a parameter that nobody sends yet."),
            Compatible("optional-parameter-added", "A request may have one more parameter."),
            Unclear("parameter-removed", "A parameter is documented no more: it may be passed over, or refused."),
            Breaking("parameter-now-required", "A parameter that could be left out is needed."),
            Compatible("parameter-now-optional", "A parameter that was needed can be left out."),
            Breaking("parameter-written-otherwise", "A parameter has another style, so that its text is read otherwise."),
            // Bodies of requests.
            Breaking("required-body-added", "A request needs a body that nobody sends yet."),
            Compatible("optional-body-added", "A request may have a body."),
            Unclear("body-removed", "A body is documented no more: it may be passed over, or refused."),
            Breaking("body-now-required", "A body that could be left out is needed."),
            Compatible("body-now-optional", "A body that was needed can be left out."),
            Breaking("request-media-type-removed", "A body of that media type is taken no more."),
            Compatible("request-media-type-added", "A body may have one more media type."),
            // What a request may hold.
            Breaking(
                "request-narrowed",
                "A value that was right in a request is refused: another type, a member that is needed, a smaller enum, a tighter bound."
            ),
            Compatible("request-widened", "More values are right in a request."),
            Compatible("request-property-added", "A request may have one more member."),
            Unclear("request-property-removed", "A member of requests is documented no more: it may be passed over, or refused."),
            Unclear(
                "request-changed-unclearly",
                "What a request may hold changed in a pattern, a format or a combination of schemas, which cannot be compared."
            ),
            // Answers.
            Breaking("success-removed", "A success that clients wait for is documented no more."),
            Unclear("success-added", "A success that no client knows is documented."),
            Unclear("error-removed", "An error that clients may handle is documented no more; another one may come in its place."),
            Unclear("error-added", "An error that no client handles yet is documented."),
            Breaking("response-media-type-removed", "An answer comes no more in a media type that clients read."),
            Compatible("response-media-type-added", "An answer may come in one more media type, for those who ask for it."),
            Breaking("response-header-removed", "A header that was always there is documented no more, or may be missing."),
            Unclear("optional-response-header-removed", "A header that could be there is documented no more."),
            Compatible("response-header-added", "An answer has one more header."),
            // What an answer may hold.
            Breaking(
                "response-widened",
                "An answer may hold what no client expects: another type, one more value of an enum, a looser bound, a member that may be missing."
            ),
            Compatible("response-narrowed", "An answer holds fewer values than before."),
            Breaking("response-property-removed", "A member that was always in the answer is documented no more."),
            Unclear("optional-response-property-removed", "A member that could be in the answer is documented no more."),
            Compatible("response-property-added", "An answer has one more member."),
            Unclear(
                "response-changed-unclearly",
                "What an answer may hold changed in a pattern, a format or a combination of schemas, which cannot be compared."
            ),
            // Credentials that are no tokens of a session.
            Breaking("credential-asked-for", "A request needs a credential that it did without: an API key, one of the client's own."),
            Compatible("credential-dropped", "A credential is asked for no more."),
            // Which operation does what to sessions.
            Breaking("role-changed", "An operation plays another part in the session."),
            Breaking("now-behind-a-token", "An operation that answered everybody asks for a live token."),
            Breaking("opened", "An operation that asked for a live token answers everybody: a revoked token is no longer refused there."),
            // What ends.
            Breaking("logout-revokes-less", "A logout leaves alive what it ended: tokens that users believe dead go on working."),
            Unclear("logout-revokes-more", "A logout ends more than before, such as the user's other sessions."),
            // Tokens.
            Breaking("token-kind-removed", "A kind of token is issued no more."),
            Compatible("token-kind-added", "There is one more kind of token."),
            Unclear(
                "token-format-changed",
                "A token is made otherwise: clients that look into it, and services that check it themselves, are concerned."
            ),
            Breaking(
                "rotation-gone",
                "A refresh token stays good after it was used, or its second use is no longer detected: one that was stolen works beside its owner's."
            ),
            Breaking("rotation-added", "A refresh token is good once: a client that keeps it is logged out."),
            Unclear("lifetime-longer", "A token lives longer: one that was stolen does as well."),
            Unclear("lifetime-shorter", "A token lives shorter: clients have to renew it, or log in, earlier."),
            Unclear("grace-changed", "A refresh token that was replaced stays good longer, or less long."),
            // Where tokens and credentials travel.
            Breaking("token-place-moved", "A token is no longer looked for where clients send it."),
            Unclear("token-place-added", "A token is taken at one more place, such as a URL that logs keep."),
            Breaking("issued-elsewhere", "A token is no longer given where clients read it."),
            Breaking("credentials-moved", "The user's name or password travels elsewhere."),
            // How it is told.
            Breaking("success-told-otherwise", "Success is told by another status or condition."),
            Breaking(
                "refusal-told-otherwise",
                "A refused token is told by another status or condition: clients that renew at a 401 do not."
            ),
            Unclear("refusal-reads-otherwise", "A refusal has the same status and another body or media type."),
            Breaking("defect-tolerated", "A defective token is let pass where it was refused."),
            Unclear("defect-refused", "A defective token is refused where it was let pass."),
            Unclear("use-counted-otherwise", "A request does, or does no longer, begin idle lifetimes anew."),
        ];
        ById = All.ToDictionary(r => r.Id, StringComparer.Ordinal);
    }

    /// <summary>The rules, by subject.</summary>
    public static ImmutableArray<ChangeRule> All { get; }

    /// <summary>The rule of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    internal static ChangeRule Of(string id) => ById[id];

    private static ChangeRule Breaking(string id, string statement) => new(id, ChangeEffect.Breaking, statement);

    private static ChangeRule Unclear(string id, string statement) => new(id, ChangeEffect.Unclear, statement);

    private static ChangeRule Compatible(string id, string statement) => new(id, ChangeEffect.Compatible, statement);
}
