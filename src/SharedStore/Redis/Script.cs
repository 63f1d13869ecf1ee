using System.Reflection;

namespace Conformance.SharedStore.Redis;

/// <summary>The texts of the Lua scripts, each with what all of them begin with.</summary>
internal static class Script
{
    private static readonly string Prelude = Read("prelude.lua");

    public static readonly string Add = Session("add");
    public static readonly string Find = Session("find");
    public static readonly string Change = Session("change");
    public static readonly string Use = Session("use");
    public static readonly string EndSession = Session("end_session");
    public static readonly string EndUser = Session("end_user");
    public static readonly string Expire = Session("expire");
    public static readonly string ExpireLabel = Session("expire_label");
    public static readonly string List = Session("list");
    public static readonly string ListOfUser = Session("list_user");
    public static readonly string FindSession = Session("session");
    public static readonly string Evict = Session("evict");
    public static readonly string Drain = Session("drain");

    /// <summary>A script that needs nothing of the others.</summary>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    private static string Session(string name) => Prelude + Read(name + ".lua");
}
