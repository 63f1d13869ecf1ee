using System.Collections.Immutable;
using Conformance.Verification.Requests;

namespace Conformance.Verification.Targets;

/// <summary>
/// How the address of a target and the base paths that a contract documents come together: a path in the address takes the place of the documented one; an address without a path
/// gets the first documented one. User information in the address is left out; a header says who is asking.
/// </summary>
internal sealed class BaseAddress
{
    private readonly string _base;
    private readonly ImmutableArray<string> _documented;

    public BaseAddress(Uri baseUrl, ImmutableArray<string> documented)
    {
        _documented = documented;
        var path = baseUrl.AbsolutePath.TrimEnd('/');
        _base = baseUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + (path.Length == 0 ? documented[0] : path);
    }

    /// <summary>Where requests go that name no base path of their own.</summary>
    public Uri Url => new(_base);

    /// <summary>Whether other documented base paths can be reached: the target's ends with one of them.</summary>
    public bool KnowsBasePaths => Ending() is not null;

    /// <summary>Where a request goes.</summary>
    public Uri UrlOf(RequestDraft draft)
    {
        var own = draft.BasePath ?? (draft.Operation.BasePaths.SequenceEqual(_documented) ? null : draft.Operation.BasePaths[0]);
        var start = own is not null && Ending() is { } ending ? _base[..^ending.Length] + own : _base;
        return new Uri(start + draft.Resource);
    }

    private string? Ending() =>
        _documented
            .Where(p => p.Length > 0 ? _base.EndsWith(p, StringComparison.Ordinal) : new Uri(_base).AbsolutePath == "/")
            .OrderByDescending(p => p.Length)
            .FirstOrDefault();
}
