using System.Text.Json;

namespace Conformance.Sessions;

/// <summary>A key that signs and verifies JWTs. Safe to use from several threads.</summary>
internal abstract class SigningKey
{
    /// <summary>The algorithm's name in headers and JWKs (RFC 7518 §3.1).</summary>
    public abstract string Algorithm { get; }

    /// <summary>The key's id: its thumbprint.</summary>
    public abstract string Id { get; }

    /// <summary>The length of a signature in bytes.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>Writes the signature of <paramref name="input"/>, of <see cref="SignatureLength"/> bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> input, Span<byte> signature);

    /// <summary>Whether the signature is this key's over <paramref name="input"/>.</summary>
    public abstract bool Verifies(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);

    /// <summary>Writes the JWK that verifies this key's signatures.</summary>
    public abstract void WriteJwk(Utf8JsonWriter json);
}
