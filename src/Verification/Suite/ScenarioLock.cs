namespace Conformance.Verification.Suite;

/// <summary>Lets scenarios run side by side, and some of them alone.</summary>
internal sealed class ScenarioLock : IDisposable
{
    private const int Places = 1024;

    private readonly SemaphoreSlim _places = new(Places);
    private readonly SemaphoreSlim _oneAlone = new(1);

    /// <summary>Waits for a place. Dispose what it gives to leave it.</summary>
    public async Task<IDisposable> EnterAsync(bool alone, CancellationToken cancellationToken)
    {
        if (!alone)
        {
            await _places.WaitAsync(cancellationToken);
            return new Held(this, 1);
        }

        await _oneAlone.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < Places; taken++)
                await _places.WaitAsync(cancellationToken);
            return new Held(this, Places);
        }
        catch
        {
            if (taken > 0)
                _places.Release(taken);
            throw;
        }
        finally
        {
            _oneAlone.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _oneAlone.Dispose();
    }

    private sealed class Held(ScenarioLock owner, int count) : IDisposable
    {
        public void Dispose() => owner._places.Release(count);
    }
}
