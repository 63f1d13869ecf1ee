using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Conformance.Contracts.Model;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Stages;
using Microsoft.AspNetCore.Http;
using HeaderLine = Conformance.Generated.MockAdmin.Server.HeaderLine;
using Namespace = Conformance.MockServer.Engine.State.Namespace;

namespace Conformance.MockServer.Admin;

/// <content>What a page needs to try the contracts: requests to begin with, their answers, and what lint and mappings say.</content>
internal sealed partial class AdminServer
{
    private const int MostTold = EngineOptions.LargestBody;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Task<DraftRequestResult> DraftRequestAsync(
        DraftChoice body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if ((WrongContract(body.Contract) ?? WrongOperation(body.Contract, body.Operation)) is { } wrong)
            return Task.FromResult<DraftRequestResult>(new DraftRequestResult.BadRequest(Invalid(httpContext, wrong, "draftRequest")));
        var mount = engine.Mounts.First(m => m.Contract.Name == body.Contract);
        var operation = mount.Contract.Operations.First(o => o.Id == body.Operation);
        var accounts = StateOf(httpContext).Accounts.All;
        var account = body.User is { } user ? accounts.FirstOrDefault(a => a.Name == user || a.User.Id == user) : accounts.FirstOrDefault();
        if (account is null && body.User is not null)
            return Task.FromResult<DraftRequestResult>(
                new DraftRequestResult.NotFound(NotFound(httpContext, "such user", "GET /__admin/users"))
            );
        var tokens = body.Tokens?.ToImmutableDictionary(StringComparer.Ordinal) ?? ImmutableDictionary<string, string>.Empty;
        return Task.FromResult<DraftRequestResult>(WireForm.Of(mount, operation, guide.RequestFor(mount, operation, account, tokens)));
    }

    public async Task<TryRequestResult> TryRequestAsync(
        TriedRequest body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (WrongRequest(body) is { } wrong)
            return new TryRequestResult.BadRequest(Invalid(httpContext, wrong, "tryRequest"));
        var exchange = BufferedExchange.Of(
            httpContext,
            body.Method,
            body.Target,
            (body.Headers ?? []).Select(h => KeyValuePair.Create(h.Name, h.Value)),
            body.Base64 is { } base64 ? Convert.FromBase64String(base64)
                : body.Body is { } text ? Encoding.UTF8.GetBytes(text)
                : null
        );
        var chosen = httpContext.Features.Get<Namespace>()!;
        var target = RequestTarget.Take(exchange.Http);

        // The request may name a namespace itself; else it is sent to the one that the control API was asked about.
        if (
            target.Namespace is null
            && chosen.Name != Namespace.Default
            && !exchange.Http.Request.Headers.ContainsKey(NamespaceStage.Header)
        )
            target = target with { Namespace = chosen.Name };
        var trace = new RequestTrace();
        await engine.AnswerAsync(exchange.Http, target, trace);
        if (!exchange.IsAborted)
            await exchange.CompleteAsync();
        return Told(exchange, trace);
    }

    public Task<ListFindingsResult> ListFindingsAsync(
        string contract,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (engine.Mounts.FirstOrDefault(m => m.Contract.Name == contract) is not { } mount)
            return Task.FromResult<ListFindingsResult>(
                new ListFindingsResult.NotFound(
                    NotFound(httpContext, $"contract \"{LogLine.Shortened(contract)}\"", "GET /__admin/contracts")
                )
            );
        return Task.FromResult<ListFindingsResult>(
            new FindingList { Findings = [.. guide.FindingsOf(mount, cancellationToken).Select(WireForm.Of)] }
        );
    }

    public Task<ListMappingsResult> ListMappingsAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.FromResult<ListMappingsResult>(new MappingList { Mappings = [.. mappings?.Names ?? []] });

    private static TriedAnswer Told(BufferedExchange exchange, RequestTrace trace)
    {
        var response = exchange.Http.Response;
        var whole = exchange.IsAborted ? default : exchange.Answer;
        var told = whole[..Math.Min(whole.Length, MostTold)];
        var text = TextOf(told.Span, told.Length < whole.Length);
        return new TriedAnswer
        {
            Status = exchange.IsAborted ? 0 : response.StatusCode,
            Headers = exchange.IsAborted
                ? []
                : [.. response.Headers.SelectMany(h => h.Value.Select(value => new HeaderLine { Name = h.Key, Value = value ?? "" }))],
            Text = text,
            Base64 = text is null ? Convert.ToBase64String(told.Span) : null,
            Truncated = told.Length < whole.Length,
            Request = trace.Number is { } number ? WireForm.Of(number, trace.Entry) : null,
            Issued =
            [
                .. (trace.Issued?.Tokens ?? []).Select(token => new IssuedText
                {
                    Kind = token.Record.Label.Split('#')[0],
                    Label = token.Record.Label,
                    Token = token.Text,
                    Session = trace.Issued!.Session.Id,
                    User = trace.Issued.Session.User?.Name,
                }),
            ],
        };
    }

    // Null where it is no UTF-8. What was cut off may have been the rest of a character.
    private static string? TextOf(ReadOnlySpan<byte> body, bool isCut)
    {
        if (isCut)
        {
            var start = body.Length - 1;
            while (start > body.Length - 4 && (body[start] & 0xC0) == 0x80)
                start--;
            body = body[..start];
        }

        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? WrongRequest(TriedRequest request)
    {
        if (!HttpField.IsName(request.Method))
            return $"found the method \"{LogLine.Shortened(request.Method)}\"";
        if (request.Target is not ['/', ..] || request.Target.Any(c => c is <= ' ' or >= (char)127))
            return $"found the target \"{LogLine.Shortened(request.Target)}\", which is no path as it is sent: it begins with a slash, and what is not visible ASCII is percent-encoded";
        if (request is { Body: not null, Base64: not null })
            return "found \"body\" and \"base64\", of which one alone can be the body";
        if (request.Base64 is { } base64 && !Base64.IsValid(base64))
            return "found in \"base64\" what is no Base64 (RFC 4648, section 4)";
        foreach (var header in request.Headers ?? [])
        {
            if (!HttpField.IsName(header.Name))
                return $"found the header \"{LogLine.Shortened(header.Name)}\", which is no name of one";
            if (!HttpField.IsValue(header.Value))
                return $"found a value of the header {LogLine.Shortened(header.Name)} that none can have: visible ASCII, blanks and tabs alone are allowed";
        }

        return null;
    }
}
