using System.Collections.Immutable;
using System.Text.Json;
using Conformance.Contracts.Templates;
using Conformance.Sessions;

namespace Conformance.MockServer.Admin;

/// <summary>Writes sessions for the control API; a token is shown by its label, never by its text.</summary>
internal static class SessionJson
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<(string Contract, ImmutableArray<SessionSnapshot> Sessions)> lists)
    {
        writer.WriteStartArray("sessions");
        foreach (var (contract, sessions) in lists)
        {
            foreach (var session in sessions) Write(writer, contract, session);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string contract, SessionSnapshot session)
    {
        writer.WriteStartObject();
        writer.WriteString("id", session.Id);
        writer.WriteString("contract", contract);
        writer.WriteString("user", session.User?.Name);
        writer.WriteString("created_at", Timestamps.Rfc3339(session.CreatedAt));
        writer.WriteStartArray("tokens");
        foreach (var token in session.Tokens)
        {
            writer.WriteStartObject();
            writer.WriteString("label", token.Label);
            writer.WriteString("kind", token.Kind);
            writer.WriteString("state", token.State.ToString().ToLowerInvariant());
            writer.WriteString("issued_at", Timestamps.Rfc3339(token.IssuedAt));
            if (token.ExpiresAt is { } expiry) writer.WriteString("expires_at", Timestamps.Rfc3339(expiry));
            if (token.RevokedAt is { } revoked) writer.WriteString("revoked_at", Timestamps.Rfc3339(revoked));
            if (token.RevokedBy != RevocationCause.None) writer.WriteString("revoked_by", JsonNamingPolicy.KebabCaseLower.ConvertName(token.RevokedBy.ToString()));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
