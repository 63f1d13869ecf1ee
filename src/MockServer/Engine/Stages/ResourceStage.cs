using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Remembers what is made in a collection, so that it is listed, read, changed, and gone once it was taken away. Of an id that was never made, nothing is known, and its answers are the documented ones.</summary>
internal static class ResourceStage
{
    private const int MostTries = 20;

    /// <summary>An accepted outcome with what is known of the resource that it is about.</summary>
    public static RequestOutcome Follow(MockRequest request, ResourceRole role, RequestOutcome outcome, BodyValue? body)
    {
        var store = request.State.Resources;
        if (store is null && role.Action != ResourceAction.Make)
            return outcome;
        var known = new Known(request, role, outcome, body, request.Operation!.Session is null ? null : (outcome.Session?.User)?.Id);
        return role.Action switch
        {
            ResourceAction.Make => known.Make(request.State.BeginResources()),
            ResourceAction.List => known.List(store!),
            _ => known.OfOne(store!),
        };
    }

    private sealed record Known(MockRequest Request, ResourceRole Role, RequestOutcome Outcome, BodyValue? Body, string? User)
    {
        private bool IsOfOne => Role.Action is not (ResourceAction.Make or ResourceAction.List);

        // The parameters before the id tell one collection of a template from another.
        private string Collection =>
            $"{Request.Mount.Index} {Role.Collection} {string.Join('/', Request.Route.Values.SkipLast(IsOfOne ? 1 : 0).Select(Uri.EscapeDataString))}";

        public RequestOutcome Make(ResourceStore store)
        {
            if (Sent() is not { } own)
                return Outcome;
            var shown = ResourceBody.Of(Request, Outcome, Body, Role);
            var place = shown?.FindItem();
            var sample = place is { } at ? (JsonObject)ResourceBody.At(shown!.Sample, at.Place.Names)! : null;
            var sampleId = sample is null ? null : sample[place!.Value.Id];
            if (NewId(store, own, place?.Id, sampleId) is not { } id)
                return Outcome;
            var bytes = sample is null
                ? null
                : shown!.With(
                    place!.Value.Place,
                    ResourceBody.Merged(
                        sample,
                        ResourceBody.At(shown.Model, place.Value.Place.Names) as JsonObject,
                        own,
                        place.Value.Id,
                        Typed(id, sampleId!)
                    ),
                    sample,
                    items: false
                );

            // A client that is not told of the id could do nothing with what it made.
            if (sample is not null && (bytes is null || !Shows(bytes, place!.Value, id)))
                return Outcome;
            // Of two that ask for one id at the same time, the other one gets the documented answer.
            if (!store.TryAdd(Collection, new MadeItem(id, User, own.ToJsonString())))
                return Outcome;
            return Outcome with { OwnBody = bytes, MadeId = id, Note = $"made {LogLine.Shortened(id)}" };
        }

        public RequestOutcome List(ResourceStore store)
        {
            if (
                !store.Knows(Collection)
                || ResourceBody.Of(Request, Outcome, Body, Role) is not { } shown
                || shown.FindList() is not var (place, item, idName)
            )
                return Outcome;
            var model =
                shown.Model is { } other && ResourceBody.At(other, place.Names) is JsonArray { Count: > 0 } models
                    ? models[0] as JsonObject
                    : null;
            var documented = (JsonArray)ResourceBody.At(shown.Sample, place.Names)!;
            List<JsonNode?> all =
            [
                .. documented.Select(i => i?.DeepClone()),
                .. store
                    .All(Collection, User)
                    .Select(m => ResourceBody.Merged(item, model, Parse(m.Json), idName, Typed(m.Id, item[idName]!))),
            ];
            var chosen = all.Where(IsAskedFor).ToList();
            var page = new ListPage(Request, chosen, idName);
            var headers = Outcome.Answer?.Documented is { } documentedAnswer ? page.Headers(documentedAnswer.HeaderRules) : null;

            // Documents differ in what stands for no next page; where the body takes none of these, it says nothing of pages.
            foreach (var ending in Enum.GetValues<PageEnd>())
            {
                if (
                    shown.With(
                        place,
                        new JsonArray([.. page.Items.Select(i => i?.DeepClone())]),
                        item,
                        items: true,
                        w => page.Describe(w, place.Names, ending)
                    ) is
                    { } said
                )
                    return Outcome with { OwnBody = said, OwnHeaders = headers };
            }

            var bytes = shown.With(place, new JsonArray([.. page.Items]), item, items: true);
            return bytes is null ? Outcome : Outcome with { OwnBody = bytes, OwnHeaders = headers };
        }

        public RequestOutcome OfOne(ResourceStore store)
        {
            var id = Request.Route.Values[^1];
            var item = store.Find(Collection, id, User, out var isGone);
            if (item is null)
                return isGone ? Gone(id) : Outcome;
            if (Role.Action == ResourceAction.Remove)
                return store.TryRemove(Collection, item) ? Outcome with { Note = $"took {LogLine.Shortened(id)} away" } : OfOne(store);
            if (Role.Action != ResourceAction.Read && Sent() is { } own)
            {
                var changed = item with
                {
                    Json = (Role.Action == ResourceAction.Replace ? own : Patched(Parse(item.Json), own)).ToJsonString(),
                };

                // Somebody else was faster: this change is made of what is there now.
                if (!store.TryReplace(Collection, item, changed))
                    return OfOne(store);
                item = changed;
            }

            if (ResourceBody.Of(Request, Outcome, Body, Role) is not { } shown || shown.FindItem() is not var (place, idName))
                return Outcome;
            var sample = (JsonObject)ResourceBody.At(shown.Sample, place.Names)!;
            var model = ResourceBody.At(shown.Model, place.Names) as JsonObject;
            var merged = ResourceBody.Merged(sample, model, Parse(item.Json), idName, Typed(id, sample[idName]!));
            return shown.With(place, merged, sample, items: false) is { } bytes ? Outcome with { OwnBody = bytes } : Outcome;
        }

        private RequestOutcome Gone(string id)
        {
            var detail = $"{LogLine.Shortened(id)} was made here, and taken away.";
            var documented = Request.Operation!.Documented.Choose("404", example: null);
            return Outcome with
            {
                Kind = OutcomeKind.Refused,
                Answer = documented,
                Problem = documented is null ? new ProblemDetails(StatusCodes.Status404NotFound, Refusal.NotFound.Name(), detail) : null,
                Note = detail,
            };
        }

        private JsonObject? Sent() =>
            Body?.At(JsonPointer.Root) is { ValueKind: JsonValueKind.Object } sent ? Parse(sent.GetRawText()) : null;

        // The client's own where it gives one, else one of the kind that is documented.
        private string? NewId(ResourceStore store, JsonObject own, string? idName, JsonNode? sample)
        {
            foreach (var name in new[] { idName, OwnIdName(own) }.OfType<string>())
            {
                if (
                    own[name] is JsonValue given
                    && ResourceBody.TextOf(given) is { Length: > 0 } text
                    && IsId(text)
                    && store.Find(Collection, text, null, out _) is null
                )
                    return text;
            }

            var shape = ResourceBody.TextOf(sample) ?? ResourceBody.TextOf(Request.Mount.Contract.Samples.ForRequest(Role.IdSchema)) ?? "1";
            var isNumber = long.TryParse(shape, NumberStyles.None, CultureInfo.InvariantCulture, out var first);
            for (var tries = 0; tries < MostTries; tries++)
            {
                var text = isNumber
                    ? (first + store.NextNumber(Collection)).ToString(CultureInfo.InvariantCulture)
                    : Alike(shape, Request.State.Entropy);
                if (text != shape && IsId(text) && store.Find(Collection, text, null, out var wasThere) is null && !wasThere)
                    return text;
            }

            return null;
        }

        // A name or a code may be an id where the answer shows it as one; else only what is called as the path's parameter.
        private string? OwnIdName(JsonObject own) =>
            own.Select(m => m.Key).FirstOrDefault(n => ListPage.Plain(n) == ListPage.Plain(Role.IdParameter));

        private bool IsId(string text)
        {
            if (Role.IdSchema is not { } schema)
                return true;
            var asText = JsonSerializer.SerializeToUtf8Bytes(text);
            return schema.Types.HasFlag(JsonTypes.String) && schema.AcceptsFromClient(asText)
                || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && schema.AcceptsFromClient(JsonSerializer.SerializeToUtf8Bytes(number));
        }

        // A filter is a documented parameter that is called as a member of what is listed.
        private bool IsAskedFor(JsonNode? item)
        {
            foreach (var (name, value) in Request.Query)
            {
                if (
                    item is JsonObject members
                    && members[name] is JsonValue held
                    && Request.Operation!.Parameters.Any(p => p.In == ParameterLocation.Query && p.Name == name)
                    && ResourceBody.TextOf(held) != value
                )
                    return false;
            }

            return true;
        }

        private static bool Shows(byte[] bytes, (ImmutableSegments Place, string Id) at, string id) =>
            ResourceBody.TextOf((ResourceBody.At(JsonNode.Parse(bytes), at.Place.Names) as JsonObject)?[at.Id]) == id;

        // RFC 7396.
        private static JsonObject Patched(JsonObject known, JsonObject patch)
        {
            foreach (var (name, value) in patch)
            {
                if (value is null)
                    known.Remove(name);
                else
                    known[name] =
                        value is JsonObject inner && known[name] is JsonObject before
                            ? Patched(before.DeepClone().AsObject(), inner)
                            : value.DeepClone();
            }

            return known;
        }

        private static JsonObject Parse(string json) =>
            (JsonObject)JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 1000 })!;

        private static JsonValue Typed(string id, JsonNode like) =>
            like.GetValueKind() == JsonValueKind.Number
            && long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(id)!;

        // Digits for digits and letters for letters; of a UUID, hexadecimal ones, and its version stays.
        private static string Alike(string shape, Entropy entropy)
        {
            if (Guid.TryParseExact(shape, "D", out _))
                return entropy.NewUuid().ToString();
            var isHexadecimal = shape.All(c => char.IsAsciiHexDigitLower(c) || c == '-');
            Span<byte> drawn = stackalloc byte[1];
            var text = new char[shape.Length];
            for (var i = 0; i < shape.Length; i++)
            {
                entropy.Fill(drawn);
                text[i] = shape[i] switch
                {
                    >= '0' and <= '9' => (char)('0' + drawn[0] % 10),
                    >= 'a' and <= 'z' => (char)('a' + drawn[0] % (isHexadecimal ? 6 : 26)),
                    >= 'A' and <= 'Z' => (char)('A' + drawn[0] % 26),
                    var other => other,
                };
            }

            return new string(text);
        }
    }
}
