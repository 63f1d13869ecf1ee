using Conformance.MockServer.Engine.State;
using Conformance.Verification.Client;

namespace Conformance.Cli.Configuration;

/// <summary>Reads users from a file, or from standard input: NAME:PASSWORD, a line each; empty lines and those that begin with # say nothing.</summary>
internal static class UserFile
{
    private const string StandardInput = "-";

    /// <exception cref="UsageException">It cannot be read, holds no user, or a line is none; what stands in the line is not told.</exception>
    public static IEnumerable<UserCredentials> Read(Setting path)
    {
        var place = path.Text == StandardInput ? "standard input" : path.Text;
        var users = new List<UserCredentials>();
        foreach (var (index, line) in Lines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            users.Add(
                Account.Parse(line) is { } account
                    ? new UserCredentials(account.Name, account.Password)
                    : throw new UsageException($"{place}:{index + 1}: the line is not NAME:PASSWORD.")
            );
        }

        return users.Count > 0
            ? users
            : throw new UsageException($"{path.Origin}: {place} names no user. Write a line NAME:PASSWORD for each.");
    }

    private static string[] Lines(Setting path)
    {
        try
        {
            var text = path.Text == StandardInput ? Console.In.ReadToEnd() : File.ReadAllText(path.Text);
            return text.ReplaceLineEndings("\n").Split('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path.Origin}: \"{path.Text}\" cannot be read: {exception.Message}", exception);
        }
    }
}
