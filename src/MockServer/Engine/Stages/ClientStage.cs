using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Looks at the fixed credentials of the client that an operation asks for.</summary>
internal static class ClientStage
{
    /// <summary>
    /// Whether each is there, and is the one that the mock was told, or that the document fixes. The one that the document shows is asked for where it says as well how any other is refused;
    /// else anything is taken but nothing.
    /// </summary>
    public static bool Accepts(Operation operation, in RequestContent content)
    {
        foreach (var credential in operation.Client)
        {
            var text = credential.Place.Around.Unwrap(content.Text(credential.Place.Expression));
            if (string.IsNullOrEmpty(text))
                return false;
            var wanted =
                content.Request.Mount.Client.GetValueOrDefault(credential.Name)
                ?? (credential.RefusesOthers ? credential.Documented : credential.Fixed);
            if (wanted is not null && text != wanted)
                return false;
        }

        return true;
    }
}
