using System.Collections.Immutable;
using System.Text.Json;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;

namespace Conformance.Proxying.Judging;

/// <summary>A token that a request presents.</summary>
internal sealed record PresentedText(TokenSlot Slot, string Text)
{
    public int Kind => Slot.Kind;
}

/// <summary>One alternative of an operation that a request presents in full.</summary>
internal sealed record PresentedWay(TokenAlternative Alternative, ImmutableArray<PresentedText> Tokens)
{
    /// <summary>Those of a request. What is part of another one that is presented as well does not count: a dead token is not let in as nobody.</summary>
    public static ImmutableArray<PresentedWay> Of(OperationSession session, IMessagePlaces request)
    {
        var ways = new List<PresentedWay>();
        foreach (var alternative in session.Alternatives)
        {
            if (Read(alternative, request) is { } tokens)
                ways.Add(new PresentedWay(alternative, tokens));
        }

        return [.. ways.Where(w => !ways.Exists(other => w.Alternative.IsPartOf(other.Alternative)))];
    }

    /// <summary>The text at a place of a request; null where nothing is there.</summary>
    public static string? TextAt(IMessagePlaces request, Expression place) =>
        request.At(place) switch
        {
            { Text: { } text } => text,
            { Json: { ValueKind: JsonValueKind.String } json } => JsonText.Of(json),
            { Json: { ValueKind: not JsonValueKind.Null } json } => json.GetRawText(),
            _ => null,
        };

    private static ImmutableArray<PresentedText>? Read(TokenAlternative alternative, IMessagePlaces request)
    {
        var tokens = ImmutableArray.CreateBuilder<PresentedText>(alternative.Slots.Length);
        foreach (var slot in alternative.Slots)
        {
            if (At(slot.Places[0], request) is { Length: > 0 } text)
                tokens.Add(new PresentedText(slot, text));
            else if (!slot.Tolerates.HasFlag(Tolerance.Missing))
                return null;
        }

        return alternative.Credentials.All(p => At(p, request) is { Length: > 0 }) ? tokens.ToImmutable() : null;
    }

    private static string? At(CredentialPlace place, IMessagePlaces request) =>
        PresentedCredential.Of(place, TextAt(request, place.Expression), out _);
}
