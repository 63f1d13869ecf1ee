using System.Buffers;
using System.Text.Json;

namespace Conformance.Sessions.Tokens;

/// <summary>The claims object of a JWT (RFC 7519 §4): writing it, and reading what decides.</summary>
internal static class Claims
{
    /// <summary>
    /// Writes the contract's own claims, then <c>sub</c> if there is a user and the contract did not write one, <c>iat</c>, <c>exp</c>
    /// and <c>jti</c>.
    /// </summary>
    public static ClaimsBuffer Write(TokenContext context)
    {
        var buffer = ClaimsBuffer.Take();
        var json = buffer.Writer;
        json.WriteStartObject();
        var writesSubject = context.User is not null;
        if (context.Kind.WriteClaims is { } write)
        {
            write(json, context);
            json.Flush();
            if (json.CurrentDepth != 1)
                throw new InvalidOperationException(
                    $"The claims of token kind \"{context.Kind.Name}\" leave an object or an array open; "
                        + "close what they open, and nothing else."
                );
            writesSubject &= !HasSubject(buffer.Json, context.Kind);
        }

        if (writesSubject)
            json.WriteString("sub"u8, context.User!.Id);
        json.WriteNumber("iat"u8, context.IssuedAt.ToUnixTimeSeconds());
        if (context.ExpiresAt is { } expiry)
            json.WriteNumber("exp"u8, expiry.ToUnixTimeSeconds());
        json.WriteString("jti"u8, context.Id);
        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    /// <summary>Whether the bytes are one JSON object and nothing else.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a member of a JSON object is this string.</summary>
    public static bool Says(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, string value)
    {
        var reader = new Utf8JsonReader(json);
        return MoveTo(ref reader, name)
            && reader.TokenType == JsonTokenType.String
            && !reader.ValueIsEscaped
            && reader.ValueTextEquals(value);
    }

    /// <summary>What to say of claims that verify although there is no record of them.</summary>
    public static TokenFinding Judge(ReadOnlySpan<byte> claims, DateTimeOffset now)
    {
        var reader = new Utf8JsonReader(claims);
        var expired =
            MoveTo(ref reader, "exp"u8)
            && reader.TokenType == JsonTokenType.Number
            && reader.TryGetDecimal(out var expiry) // a double is too coarse for a tick
            && (decimal)(now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond >= expiry;
        return expired ? new TokenFinding(RefusalReason.Expired, RefusalDetail.PastExpiry) : TokenFinding.NotFound;
    }

    // Moves to the value of the first member with this name.
    private static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // None of the names that are looked for needs an escape; and comparing an escaped lone surrogate would throw.
            var found = !reader.ValueIsEscaped && reader.ValueTextEquals(name);
            reader.Read();
            if (found)
                return true;
            reader.Skip();
        }

        return false;
    }

    private static bool HasSubject(ReadOnlySpan<byte> unfinished, TokenKind kind)
    {
        var reader = new Utf8JsonReader(unfinished, isFinalBlock: false, default);
        var hasSubject = false;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            hasSubject |= reader.ValueTextEquals("sub"u8);
            if (reader.ValueTextEquals("iat"u8) || reader.ValueTextEquals("exp"u8) || reader.ValueTextEquals("jti"u8))
                throw new InvalidOperationException(
                    $"The claims of token kind \"{kind.Name}\" include \"{reader.GetString()}\"; leave it out, the token gets its own."
                );
        }

        return hasSubject;
    }
}

/// <summary>A JSON writer and its buffer; disposing it gives it back to its thread for the next token.</summary>
internal sealed class ClaimsBuffer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ClaimsBuffer? _idle;

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    private ClaimsBuffer() => Writer = new Utf8JsonWriter(_bytes);

    /// <summary>Writes into <see cref="Json"/> when it is flushed.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written and flushed.</summary>
    public ReadOnlySpan<byte> Json => _bytes.WrittenSpan;

    public static ClaimsBuffer Take()
    {
        var buffer = _idle ?? new ClaimsBuffer();
        _idle = null;
        return buffer;
    }

    public void Dispose()
    {
        _bytes.ResetWrittenCount();
        Writer.Reset();
        if (_bytes.Capacity <= LargestKept)
            _idle = this;
    }
}
