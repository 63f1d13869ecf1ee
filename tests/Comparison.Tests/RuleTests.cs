using Conformance.TestKit;

namespace Conformance.Comparison.Tests;

/// <summary>Each rule with a change that it tells of and one that it passes over.</summary>
public sealed class RuleTests
{
    /// <summary>The rule; a text of the contract and what comes in its place; another such pair, of which the rule says nothing.</summary>
    public static TheoryData<string, string, string, string, string> Pairs { get; } =
        new()
        {
            { "operation-removed", "/public/{id}:", "/other/{id}:", "operationId: public", "operationId: open" },
            { "operation-added", "/public/{id}:", "/other/{id}:", "operationId: public", "operationId: open" },
            {
                "operation-deprecated",
                "operationId: me",
                "operationId: me\n      deprecated: true",
                "operationId: me",
                "operationId: me\n      deprecated: false"
            },
            { "base-path-changed", "{url: /v1}", "{url: /v2}", "{url: /v1}", "{url: https://shop.example/v1}" },
            {
                "required-parameter-added",
                "- {name: fields,",
                "- {name: page, in: query, required: true, schema: {type: integer}}\n        - {name: fields,",
                "- {name: fields,",
                "- {name: page, in: query, schema: {type: integer}}\n        - {name: fields,"
            },
            {
                "optional-parameter-added",
                "- {name: fields,",
                "- {name: page, in: query, schema: {type: integer}}\n        - {name: fields,",
                "{name: fields, in: query,",
                "{name: fields, in: query, description: Which.,"
            },
            {
                "parameter-removed",
                "- {name: fields, in: query, schema: {type: array, items: {type: string}}}\n        ",
                "",
                "name: X-Trace",
                "name: x-trace"
            },
            {
                "parameter-now-required",
                "{name: fields, in: query,",
                "{name: fields, in: query, required: true,",
                "{name: fields, in: query,",
                "{name: fields, in: query, required: false,"
            },
            {
                "parameter-now-optional",
                "name: X-Trace, in: header, required: true,",
                "name: X-Trace, in: header,",
                "name: X-Trace",
                "name: x-trace"
            },
            {
                "parameter-written-otherwise",
                "{name: fields, in: query,",
                "{name: fields, in: query, explode: false,",
                "{name: fields, in: query,",
                "{name: fields, in: query, explode: true,"
            },
            {
                "required-body-added",
                "operationId: logout",
                "operationId: logout\n      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}",
                "operationId: logout",
                "operationId: logout\n      requestBody: {content: {application/json: {schema: {type: object}}}}"
            },
            {
                "optional-body-added",
                "operationId: logout",
                "operationId: logout\n      requestBody: {content: {application/json: {schema: {type: object}}}}",
                "operationId: logout",
                "operationId: logout\n      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}"
            },
            {
                "request-media-type-added",
                "content: {application/json: {schema: {type: object, required: [renewal], properties: {renewal: {type: string}}}}}",
                "content: {application/json: {schema: {type: object, required: [renewal], properties: {renewal: {type: string}}}}, application/x-www-form-urlencoded: {schema: {type: object, required: [renewal], properties: {renewal: {type: string}}}}}",
                "description: Renewed.",
                "description: New ones."
            },
            { "request-narrowed", "maxLength: 80", "maxLength: 40", "maxLength: 80", "maxLength: 120" },
            {
                "request-narrowed",
                "required: [user, password]",
                "required: [user, password, device]",
                "required: [user, password]",
                "required: [password, user]"
            },
            {
                "request-narrowed",
                "schema: {type: integer, minimum: 1}",
                "schema: {type: integer, minimum: 2}",
                "schema: {type: integer, minimum: 1}",
                "schema: {type: number, minimum: 1}"
            },
            { "request-widened", "maxLength: 80", "maxLength: 120", "maxLength: 80", "maxLength: 40" },
            {
                "request-widened",
                "required: [user, password]",
                "required: [user]",
                "device: {type: string}",
                "device: {type: string, description: A name.}"
            },
            {
                "request-property-added",
                "device: {type: string}",
                "device: {type: string}, language: {type: string}",
                "device: {type: string}",
                "device: {type: string, title: Device}"
            },
            {
                "request-property-removed",
                ", device: {type: string}",
                "",
                "device: {type: string}",
                "device: {type: string, title: Device}"
            },
            {
                "request-changed-unclearly",
                "device: {type: string}",
                "device: {type: string, format: uuid}",
                "device: {type: string}",
                "device: {type: string, title: Device}"
            },
            {
                "success-removed",
                "'204': {description: Logged out.}",
                "'202': {description: Logged out.}",
                "'204': {description: Logged out.}",
                "'204': {description: Bye.}"
            },
            {
                "success-added",
                "'204': {description: Logged out.}",
                "'204': {description: Logged out.}\n        '202': {description: Soon.}",
                "'204': {description: Logged out.}",
                "'204': {description: Bye.}"
            },
            { "error-removed", "        '404': {description: Not there.}\n", "", "{description: Not there.}", "{description: Nowhere.}" },
            {
                "error-added",
                "'404': {description: Not there.}",
                "'404': {description: Not there.}\n        '410': {description: Gone.}",
                "{description: Not there.}",
                "{description: Nowhere.}"
            },
            {
                "response-media-type-removed",
                "content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}",
                "content: {application/xml: {schema: {$ref: '#/components/schemas/User'}}}",
                "description: Who it is.",
                "description: The user."
            },
            {
                "response-media-type-added",
                "content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}",
                "content: {application/json: {schema: {$ref: '#/components/schemas/User'}}, application/xml: {schema: {$ref: '#/components/schemas/User'}}}",
                "description: Who it is.",
                "description: The user."
            },
            {
                "response-header-removed",
                "X-Count: {required: true,",
                "X-Count: {required: false,",
                "X-Count: {required: true,",
                "x-count: {required: true,"
            },
            {
                "response-header-added",
                "X-Count: {required: true, schema: {type: integer}}",
                "X-Count: {required: true, schema: {type: integer}}\n            X-More: {schema: {type: string}}",
                "X-Count: {required: true,",
                "x-count: {required: true,"
            },
            { "response-widened", "enum: [basic, gold]", "enum: [basic, gold, platinum]", "enum: [basic, gold]", "enum: [gold]" },
            { "response-widened", "required: [id]", "required: []", "required: [id]", "required: [id, name]" },
            {
                "response-widened",
                "{id: {type: integer}",
                "{id: {type: [integer, 'null']}",
                "{id: {type: integer}",
                "{id: {type: integer, minimum: 1}"
            },
            { "response-narrowed", "enum: [basic, gold]", "enum: [gold]", "enum: [basic, gold]", "enum: [basic, gold, platinum]" },
            {
                "response-property-removed",
                "required: [id]\n      properties: {id: {type: integer}, name",
                "required: []\n      properties: {name",
                "required: [id]",
                "required: [id, name]"
            },
            {
                "optional-response-property-removed",
                "name: {type: string, pattern: '^[A-Z]'}, ",
                "",
                "required: [id]",
                "required: [id, name]"
            },
            {
                "response-property-added",
                "{id: {type: integer},",
                "{id: {type: integer}, mail: {type: string},",
                "{id: {type: integer},",
                "{id: {type: integer, title: Id},"
            },
            {
                "response-changed-unclearly",
                "pattern: '^[A-Z]'",
                "pattern: '^[A-Z ]'",
                "pattern: '^[A-Z]'",
                "pattern: '^[A-Z]', title: Name"
            },
            {
                "credential-asked-for",
                "operationId: public\n      security: []",
                "operationId: public\n      security: [{key: []}]",
                "operationId: public\n      security: []",
                "operationId: public\n      security: [{}, {key: []}]"
            },
            {
                "role-changed",
                "x-session: {role: logout, revokes: {access: session, refresh: session}}",
                "x-session: {role: end, revokes: {access: session, refresh: session}}",
                "operationId: logout",
                "operationId: signOut"
            },
            {
                "opened",
                "operationId: me\n      security: [{bearer: []}]\n      x-session: {role: protected}",
                "operationId: me\n      security: []",
                "operationId: me",
                "operationId: whoami"
            },
            {
                "now-behind-a-token",
                "operationId: public\n      security: []",
                "operationId: public\n      security: [{bearer: []}]",
                "operationId: public",
                "operationId: open"
            },
            { "logout-revokes-less", "refresh: session}}", "refresh: presented}}", "refresh: session}}", "refresh: user}}" },
            {
                "logout-revokes-less",
                "revokes: {access: session, refresh: session}",
                "revokes: {refresh: session}",
                "refresh: session}}",
                "refresh: user}}"
            },
            { "logout-revokes-more", "refresh: session}}", "refresh: user}}", "refresh: session}}", "refresh: presented}}" },
            {
                "token-kind-added",
                "refresh: {format: opaque, lifetime: P30D,",
                "app: {format: opaque}\n    refresh: {format: opaque, lifetime: P30D,",
                "lifetime: P30D",
                "lifetime: P31D"
            },
            { "token-format-changed", "access: {format: opaque,", "access: {format: jwt,", "lifetime: P30D", "lifetime: P31D" },
            { "rotation-gone", "rotation: rotate-and-detect-reuse, grace: PT30S", "rotation: none", "grace: PT30S", "grace: PT10S" },
            { "rotation-gone", "rotation: rotate-and-detect-reuse", "rotation: rotate", "grace: PT30S", "grace: PT10S" },
            { "lifetime-longer", "lifetime: PT15M", "lifetime: PT60M", "lifetime: PT15M", "lifetime: PT12M" },
            { "lifetime-longer", ", idle: PT10M", "", "idle: PT10M", "idle: PT5M" },
            { "lifetime-shorter", "lifetime: PT15M", "lifetime: PT12M", "lifetime: PT15M", "lifetime: PT60M" },
            { "grace-changed", "grace: PT30S", "grace: PT10S", "lifetime: P30D", "lifetime: P31D" },
            {
                "token-place-moved",
                "presents: {refresh: $request.body#/renewal}",
                "presents: {refresh: $request.cookie.renewal}",
                "operationId: refresh",
                "operationId: renew"
            },
            {
                "issued-elsewhere",
                "issues: {access: $response.body#/token, refresh: $response.body#/renewal}\n      requestBody:\n        required: true\n        content: {",
                "issues: {access: $response.body#/token, refresh: $response.cookie.renewal}\n      requestBody:\n        required: true\n        content: {",
                "operationId: refresh",
                "operationId: renew"
            },
            {
                "credentials-moved",
                "subject: $request.body#/user",
                "subject: $request.body#/device",
                "operationId: login",
                "operationId: signIn"
            },
            {
                "success-told-otherwise",
                "revokes: {access: session, refresh: session}}",
                "revokes: {access: session, refresh: session}, succeeds: {status: 204}}",
                "operationId: logout",
                "operationId: signOut"
            },
            {
                "refusal-told-otherwise",
                "x-session: {role: protected}",
                "x-session: {role: protected, refusals: {revoked: {status: 403}}}",
                "error: unauthorized",
                "error: not-logged-in"
            },
            {
                "refusal-reads-otherwise",
                "error: unauthorized",
                "error: not-logged-in",
                "x-session: {role: protected}",
                "x-session: {role: protected, refusals: {revoked: {status: 403}}}"
            },
            {
                "defect-tolerated",
                "x-session: {role: logout, revokes",
                "x-session: {role: logout, tolerates: {access: [unknown]}, revokes",
                "operationId: logout",
                "operationId: signOut"
            },
            {
                "use-counted-otherwise",
                "x-session: {role: protected}",
                "x-session: {role: protected, counts-as-use: false}",
                "x-session: {role: protected}",
                "x-session: {role: protected, counts-as-use: true}"
            },
        };

    // Told of in the other direction as well: what one version adds the other takes away.
    private static readonly Dictionary<string, string> Opposites = new(StringComparer.Ordinal)
    {
        ["required-body-added"] = "body-removed",
        ["parameter-now-required"] = "parameter-now-optional",
        ["request-media-type-added"] = "request-media-type-removed",
        ["response-media-type-added"] = "response-media-type-removed",
        ["response-header-added"] = "optional-response-header-removed",
        ["credential-asked-for"] = "credential-dropped",
        ["token-kind-added"] = "token-kind-removed",
        ["rotation-gone"] = "rotation-added",
        ["defect-tolerated"] = "defect-refused",
        ["opened"] = "now-behind-a-token",
        ["lifetime-longer"] = "lifetime-shorter",
        ["logout-revokes-less"] = "logout-revokes-more",
        ["optional-parameter-added"] = "parameter-removed",
        ["error-added"] = "error-removed",
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_rule_tells_of_its_change_and_of_no_other(string rule, string text, string other, string harmlessText, string harmless)
    {
        var changes = ContractComparison.Of(Shop.Changed(), Shop.Changed(text, other));
        Assert.True(changes.Any(c => c.Rule.Id == rule), $"found: {string.Join("\n", changes)}");
        Assert.All(changes, c => Assert.EndsWith("shop.yaml", c.At.File, StringComparison.Ordinal));
        var passed = ContractComparison.Of(Shop.Changed(), Shop.Changed(harmlessText, harmless));
        Assert.DoesNotContain(passed, c => c.Rule.Id == rule);
        if (Opposites.TryGetValue(rule, out var opposite))
            Assert.Contains(ContractComparison.Of(Shop.Changed(text, other), Shop.Changed()), c => c.Rule.Id == opposite);
    }

    [Fact]
    public void Words_for_people_change_nothing()
    {
        Assert.Empty(ContractComparison.Of(Shop.Changed(), Shop.Changed()));
        Assert.Empty(ContractComparison.Of(Shop.Changed(), Shop.Changed("description: Who it is.", "description: The user.")));
        Assert.Empty(ContractComparison.Of(Shop.Changed(), Shop.Changed("operationId: me", "operationId: whoami")));
    }

    [Fact]
    public void The_worst_stands_first_and_every_rule_has_an_id_of_its_own()
    {
        var changes = ContractComparison.Of(Shop.Changed(), Shop.Changed("/public/{id}:", "/other/{id}:"));
        Assert.Equal(["operation-removed", "operation-added"], changes.Select(c => c.Rule.Id));
        Assert.Equal(ChangeRules.All.Length, ChangeRules.All.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_documentation_lists_every_rule_as_the_command_does()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "diff.md"));
        Assert.All(
            ChangeRules.All,
            r => Assert.Contains($"| `{r.Id}` | {r.Effect.ToString().ToLowerInvariant()} | {r.Statement} |", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_schema_that_comes_back_to_itself_is_compared_to_its_end() =>
        Assert.Contains(
            ContractComparison.Of(Shop.Changed(), Shop.Changed("friends: {type: array,", "friends: {type: array, minItems: 1,")),
            c => c.Rule.Id == "response-narrowed"
        );
}
