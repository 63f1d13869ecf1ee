using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Comparison;

/// <summary>What changed in what an operation takes and answers, sessions apart.</summary>
internal static class OperationDifference
{
    public static void Find(Contract old, Operation before, Contract now, Operation after, Changes changes)
    {
        if (IsDeprecated(now, after) && !IsDeprecated(old, before))
            changes.Add("operation-deprecated", "The operation is deprecated.");
        Parameters(old, before, now, after, changes);
        Body(old, before.Body, now, after.Body, changes);
        Answers(old, before, now, after, changes);
        Credentials(before, after, changes);
    }

    private static bool IsDeprecated(Contract contract, Operation operation) =>
        JsonPointer.TryParse(operation.Pointer)?.Resolve(contract.Document)?["deprecated"]?.AsBoolean() == true;

    private static void Parameters(Contract old, Operation before, Contract now, Operation after, Changes changes)
    {
        // What a session reads is told of with the session.
        var was = before.Parameters.Where(p => !p.CarriesToken).ToList();
        var names = after.Parameters.Where(p => !p.CarriesToken).ToList();
        foreach (var parameter in names.Where(p => p.In != ParameterLocation.Path))
        {
            if (was.Find(p => IsSame(p, parameter)) is not { } earlier)
            {
                if (before.Parameters.Any(p => IsSame(p, parameter)))
                    continue;
                changes.Add(
                    parameter.Required ? "required-parameter-added" : "optional-parameter-added",
                    $"The {parameter.Place} parameter \"{parameter.Name}\" is new{(parameter.Required ? " and required" : "")}.",
                    parameter.At
                );
                continue;
            }

            if (parameter.Required != earlier.Required)
                changes.Add(
                    parameter.Required ? "parameter-now-required" : "parameter-now-optional",
                    $"The {parameter.Place} parameter \"{parameter.Name}\" {(parameter.Required ? "is required now" : "may be left out now")}.",
                    parameter.At
                );
            Value(old, earlier, now, parameter, changes);
        }

        foreach (var gone in was.Where(p => p.In != ParameterLocation.Path && !after.Parameters.Any(a => IsSame(a, p))))
            changes.Add("parameter-removed", $"The {gone.Place} parameter \"{gone.Name}\" is gone.");

        // Of those in the path the place counts, and not the name.
        foreach (
            var (earlier, parameter) in before
                .PathParameters.Zip(after.PathParameters)
                .Select(pair => (Named(before, pair.First), Named(after, pair.Second)))
        )
        {
            if (earlier is not null && parameter is not null)
                Value(old, earlier, now, parameter, changes);
        }
    }

    private static Parameter? Named(Operation operation, string name) =>
        operation.Parameters.FirstOrDefault(p => p.In == ParameterLocation.Path && p.Name == name);

    // Names of headers are case-insensitive (RFC 9110, section 5.1).
    private static bool IsSame(Parameter one, Parameter other) =>
        one.In == other.In
        && one.Name.Equals(other.Name, one.In == ParameterLocation.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static void Value(Contract old, Parameter before, Contract now, Parameter after, Changes changes)
    {
        if (before.Style != after.Style || before.Content?.Range != after.Content?.Range)
            changes.Add(
                "parameter-written-otherwise",
                $"The {after.Place} parameter \"{after.Name}\" was written {Style(before)} and is written {Style(after)}.",
                after.At
            );
        new SchemaDifference(old.Document, now.Document, isRequest: true, changes).Find(
            before.Schema?.Node,
            after.Schema?.Node,
            $"the {after.Place} parameter \"{after.Name}\"",
            after.At
        );

        static string Style(Parameter parameter) =>
            parameter.Content?.Range
            ?? $"{parameter.Style.Style.ToString().ToLowerInvariant()}{(parameter.Style.Explode ? ", exploded" : "")}";
    }

    private static void Body(Contract old, RequestBody? before, Contract now, RequestBody? after, Changes changes)
    {
        if (before is null || after is null)
        {
            if (after is not null)
                changes.Add(
                    after.Required ? "required-body-added" : "optional-body-added",
                    $"The request has a body now{(after.Required ? ", and needs it" : "")}."
                );
            else if (before is not null)
                changes.Add("body-removed", "The request has no body any more.");
            return;
        }

        if (before.Required != after.Required)
            changes.Add(
                after.Required ? "body-now-required" : "body-now-optional",
                after.Required ? "The body is required now." : "The body may be left out now."
            );
        foreach (var type in after.Content)
        {
            if (before.Content.FirstOrDefault(t => IsSame(t, type)) is { } earlier)
                new SchemaDifference(old.Document, now.Document, isRequest: true, changes).Find(
                    earlier.Schema?.Node,
                    type.Schema?.Node,
                    $"the body ({type.Range})",
                    null
                );
            else
                changes.Add("request-media-type-added", $"The body may be {type.Range}.");
        }

        foreach (var gone in before.Content.Where(t => !after.Content.Any(a => IsSame(a, t))))
            changes.Add("request-media-type-removed", $"The body may not be {gone.Range} any more.");
    }

    private static bool IsSame(MediaType one, MediaType other) => one.Range.Equals(other.Range, StringComparison.OrdinalIgnoreCase);

    private static void Answers(Contract old, Operation before, Contract now, Operation after, Changes changes)
    {
        foreach (var response in after.Documented.Responses)
        {
            if (before.Documented.Responses.FirstOrDefault(r => IsSame(r, response)) is { } earlier)
                Answer(old, earlier, now, response, changes);
            else
                changes.Add(IsSuccess(response) ? "success-added" : "error-added", $"The answer {response.Key} is new.");
        }

        foreach (var gone in before.Documented.Responses.Where(r => !after.Documented.Responses.Any(a => IsSame(a, r))))
            changes.Add(IsSuccess(gone) ? "success-removed" : "error-removed", $"The answer {gone.Key} is gone.");
    }

    private static bool IsSame(Response one, Response other) => one.Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase);

    private static bool IsSuccess(Response response) => response.Status is >= 200 and < 300 || response.Range == 2;

    private static void Answer(Contract old, Response before, Contract now, Response after, Changes changes)
    {
        foreach (var representation in after.Content)
        {
            if (before.Content.FirstOrDefault(c => IsSame(c.Type, representation.Type)) is { } earlier)
                new SchemaDifference(old.Document, now.Document, isRequest: false, changes).Find(
                    earlier.Schema?.Node,
                    representation.Schema?.Node,
                    $"the answer {after.Key} ({representation.ContentType})",
                    null
                );
            else
                changes.Add("response-media-type-added", $"The answer {after.Key} may be {representation.ContentType}.");
        }

        foreach (var gone in before.Content.Where(c => !after.Content.Any(a => IsSame(a.Type, c.Type))))
            changes.Add("response-media-type-removed", $"The answer {after.Key} is not {gone.ContentType} any more.");
        foreach (var header in after.HeaderRules)
        {
            var earlier = before.HeaderRules.FirstOrDefault(h => IsSame(h, header));
            if (earlier is null)
                changes.Add("response-header-added", $"The answer {after.Key} has the header {header.Name}.", header.At);
            else if (earlier.Required && !header.Required)
                changes.Add("response-header-removed", $"The header {header.Name} of the answer {after.Key} may be missing.", header.At);
            if (earlier is not null)
                new SchemaDifference(old.Document, now.Document, isRequest: false, changes).Find(
                    earlier.Schema?.Node,
                    header.Schema?.Node,
                    $"the header {header.Name} of the answer {after.Key}",
                    header.At
                );
        }

        foreach (var gone in before.HeaderRules.Where(h => !after.HeaderRules.Any(a => IsSame(a, h))))
            changes.Add(
                gone.Required ? "response-header-removed" : "optional-response-header-removed",
                $"The answer {after.Key} has no header {gone.Name} any more."
            );
    }

    private static bool IsSame(HeaderRule one, HeaderRule other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    private static void Credentials(Operation before, Operation after, Changes changes)
    {
        var was = Places(before);
        var places = Places(after);
        foreach (var place in places.Except(was, StringComparer.Ordinal))
            changes.Add("credential-asked-for", $"A credential is asked for at {place}.");
        foreach (var place in was.Except(places, StringComparer.Ordinal))
            changes.Add("credential-dropped", $"No credential is asked for at {place} any more.");

        // What is needed in each alternative, and what the client itself has to show.
        static List<string> Places(Operation operation) =>
            [
                .. operation
                    .Credentials.Select(a => a.Places.Select(p => p.Expression.Written))
                    .Aggregate((IEnumerable<string>?)null, (all, next) => all?.Intersect(next, StringComparer.Ordinal) ?? next)
                    ?? [],
                .. operation.Client.Select(c => c.Place.Expression.Written),
            ];
    }
}
