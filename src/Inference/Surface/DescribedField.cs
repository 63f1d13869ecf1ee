namespace Conformance.Inference.Surface;

/// <summary>A value that travels in a request or in an answer.</summary>
/// <param name="Place">Where: <c>body</c>, <c>query</c>, <c>header</c>, <c>cookie</c> or <c>path</c>.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Pointer">Its JSON pointer in a body; empty elsewhere.</param>
/// <param name="Type">The type of its schema; empty where it says none.</param>
/// <param name="Values">The values of its <c>enum</c> and its <c>pattern</c>, with spaces between.</param>
/// <param name="IsRequired">Whether it, and each object that it stands in, has to be there.</param>
internal sealed record DescribedField(
    string Place,
    string Name,
    string Pointer,
    string Type,
    string Format,
    string Values,
    string Description,
    bool IsRequired
)
{
    /// <summary>As a runtime expression in a request: <c>$request.body#/user/name</c>.</summary>
    public string InRequest => Place == "body" ? $"$request.body#{Pointer}" : $"$request.{Place}.{Name}";

    /// <summary>As a runtime expression in an answer.</summary>
    public string InResponse => Place == "body" ? $"$response.body#{Pointer}" : $"$response.{Place}.{Name}";

    /// <summary>As people say it: <c>body user/name</c>, <c>header X-Token</c>.</summary>
    public override string ToString() => Place == "body" ? $"body {(Pointer.Length == 0 ? "(whole)" : Pointer[1..])}" : $"{Place} {Name}";
}
