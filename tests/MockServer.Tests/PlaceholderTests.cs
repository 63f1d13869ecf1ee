namespace Conformance.MockServer.Tests;
public class P { [Fact] public void Root_is_found() => Assert.True(File.Exists(TestKit.Repository.PathOf("Conformance.sln"))); }
