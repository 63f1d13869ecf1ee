namespace Conformance.MockServer.Admin;

/// <summary>What each operation of the control API that can be asked wrongly expects, for its problems.</summary>
internal static class Expectation
{
    /// <summary>A sentence for an operationId.</summary>
    public static string Of(string operation) =>
        operation switch
        {
            "addUser" =>
                """Expected a JSON object (Content-Type: application/json) such as {"name": "carol@example.com", "password": "secret-123"}, each of 1 to 256 characters.""",
            "listSessions" =>
                "Expected at most \"contract\", \"user\" and \"limit\" (1 to 1000). GET /__admin/contracts lists the contracts.",
            "lookUpToken" =>
                """Expected a JSON object (Content-Type: application/json) such as {"token": "…"}, with the token's whole text.""",
            "expireToken" =>
                """Expected a JSON object (Content-Type: application/json) with either "token" (its text) or "label" (such as "access#3"), and "contract" where several are served.""",
            "setClock" =>
                """Expected a JSON object (Content-Type: application/json) with one of "advance" (an ISO 8601 duration such as "PT1H" or "-P1D"), "now" (an RFC 3339 time), "frozen" (true or false; it may go with the two before) and "reset" (true), within the years 1 to 9000.""",
            "addFault" =>
                """Expected a JSON object (Content-Type: application/json) with "kind" (latency, status, reset, stale-replica or refresh-failure), such as {"kind": "status", "operation": "logout", "status": 503, "times": 1}. GET /__admin/contracts lists the operations.""",
            "listRequests" =>
                "Expected at most \"contract\", \"operation\", \"verdict\" (accepted, refused, forced or failed), \"reason\", \"session\", \"since\" (an RFC 3339 time), \"after\" (a number) and \"limit\" (1 to 1000).",
            "createNamespace" => "Expected a name of 1 to 64 letters, digits, dots, hyphens and underscores.",
            _ => "Expected what specs/mock-admin/openapi.yaml describes.",
        };
}
