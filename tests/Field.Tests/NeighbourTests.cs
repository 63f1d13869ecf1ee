using Conformance.Contracts.Loading;
using Conformance.TestKit;
using Conformance.Verification.Results;

namespace Conformance.Field.Tests;

/// <summary>Operations beside those of the session: what a changed request reaches there is no way in, and what is taken for one is told all the same.</summary>
public sealed class NeighbourTests : IDisposable
{
    private const string More = "  # more\n";

    private const string OpenTemplate = """
          /users/current:
            get:
              operationId: current
              security: [{bearer: []}]
              x-session: {role: protected}
              responses:
                '200': {description: The caller., content: {application/json: {schema: &user {type: object, properties: {name: {type: string}}}, example: {name: someone}}}}
                '401': {$ref: '#/components/responses/Refused'}
          /users/{id}:
            get:
              operationId: user
              security: []
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses:
                '200': {description: Anybody., content: {application/json: {schema: *user, example: {name: someone}}}}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-").FullName;

    private static string Base => File.ReadAllText(Repository.PathOf("tests", "Field.Tests", "Words", "session-base.yaml"));

    [Fact]
    public async Task An_open_operation_that_a_changed_path_reaches_lets_no_dead_token_in()
    {
        var run = await OwnMock.VerifyAsync(Contract("open", Base.Replace(More, OpenTemplate + More)));
        Assert.True(run.Scenarios.All(s => s.Verdict is not (Verdict.Failed or Verdict.Inconclusive)), OwnMock.Told(run));
        Assert.Contains(run.Requirements, r => r.Requirement.Id == "ANY-64" && r.Verdict == Verdict.Passed);
    }

    [Fact]
    public async Task An_operation_that_tells_of_the_session_is_not_taken_for_a_logout()
    {
        var run = await OwnMock.VerifyAsync(
            Contract("asked", Base),
            Contract(
                "served",
                WithGet(
                    "'200': {description: The session., content: {application/json: {schema: {type: object}, example: {user: someone}}}}"
                )
            )
        );
        Assert.DoesNotContain(run.Findings, f => f.Requirements.Contains("ANY-17"));
    }

    [Fact]
    public async Task A_method_that_is_answered_as_the_logout_is_told()
    {
        var run = await OwnMock.VerifyAsync(
            Contract("asked", Base),
            Contract("served", WithGet("'204': {description: As if it had ended.}"))
        );
        Assert.Contains(run.Findings, f => f.Requirements.Contains("ANY-17"));
    }

    [Fact]
    public async Task Tokens_are_asked_for_in_the_form_in_which_they_are_looked_for()
    {
        var xml = Base.Replace(
            "          content: &tokens\n",
            "          content: &tokens\n            application/xml:\n              schema: {$ref: '#/components/schemas/Tokens'}\n"
        );
        Assert.NotEqual(Base, xml);
        var run = await OwnMock.VerifyAsync(Contract("xml", xml));
        Assert.True(run.Scenarios.All(s => s.Verdict is not (Verdict.Failed or Verdict.Inconclusive)), OwnMock.Told(run));
    }

    private static string WithGet(string response) =>
        Base.Replace("  /logout:\n", $"  /logout:\n    get: {{operationId: askLogout, security: [], responses: {{{response}}}}}\n");

    private ContractSource Contract(string name, string text)
    {
        var path = Path.Combine(_folder, name + ".yaml");
        File.WriteAllText(path, text);
        return ContractSource.FromFile(path);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
