using System.Diagnostics.CodeAnalysis;
using Conformance.Gherkin.Conversion;

namespace Conformance.Gherkin;

/// <summary>
/// What belongs to one scenario that runs. It holds one instance of a type: what was <see cref="Set"/>, or for concrete classes what it makes when it
/// is first asked, by the only public constructor, whose parameters it finds in the same way. May be used from any thread.
/// </summary>
public sealed class ScenarioContext : IServiceProvider
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, object> _instances = [];
    private readonly List<object> _owned = [];
    private readonly List<Type> _underway = [];
    private readonly Constructors _constructors;
    private bool _isDisposed;

    /// <summary>A context on its own, for what is tested without a runner.</summary>
    public ScenarioContext(Scenario scenario, CancellationToken cancellationToken = default)
        : this(scenario, new Constructors()) => CancellationToken = cancellationToken;

    internal ScenarioContext(Scenario scenario, Constructors constructors)
    {
        Scenario = scenario;
        _constructors = constructors;
        _instances[typeof(ScenarioContext)] = this;
        _instances[typeof(Scenario)] = scenario;
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>
    /// Cancelled when the run is, or when the scenario takes too long. Each hook after the scenario meets another one, which leaves it
    /// <see cref="RunnerOptions.CleanupTimeout"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>The scenario's instance of a type.</summary>
    /// <exception cref="InvalidOperationException">None was set, and none can be made; the message says which type and who asks for it.</exception>
    /// <exception cref="ObjectDisposedException">None is there, and the scenario has ended.</exception>
    public T Get<T>()
        where T : notnull => (T)Get(typeof(T));

    /// <inheritdoc cref="Get{T}"/>
    public object Get(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        lock (_lock)
        {
            return _instances.TryGetValue(type, out var instance) ? instance : Make(type);
        }
    }

    /// <summary>Finds an instance that was set or made; makes none.</summary>
    public bool TryGet<T>([NotNullWhen(true)] out T? instance)
        where T : notnull
    {
        lock (_lock)
        {
            instance = _instances.TryGetValue(typeof(T), out var found) ? (T)found : default;
            return found is not null;
        }
    }

    /// <summary>Sets the scenario's instance of a type, in place of one that is there.</summary>
    /// <param name="instance">The instance; it is found under <typeparamref name="T"/> alone.</param>
    /// <param name="dispose">Whether to dispose it when the scenario ends; leave it false for what scenarios share.</param>
    public void Set<T>(T instance, bool dispose = false)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(instance);
        lock (_lock)
        {
            _instances[typeof(T)] = instance;
            if (dispose)
                _owned.Add(instance);
        }
    }

    /// <summary>Like <see cref="Get(Type)"/>, but null for a type that was not set and that is not a class that can be made.</summary>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        lock (_lock)
        {
            if (_instances.TryGetValue(serviceType, out var instance))
                return instance;
            return _constructors.Find(serviceType, out _) is null ? null : Make(serviceType);
        }
    }

    /// <summary>Disposes what it made, the last first, and gives back what that threw.</summary>
    internal async Task<IReadOnlyList<Exception>> DisposeOwnedAsync()
    {
        List<object> owned;
        lock (_lock)
        {
            _isDisposed = true;
            owned = [.. _owned];
            _owned.Clear();
        }

        owned.Reverse();
        var errors = new List<Exception>();
        foreach (var instance in owned)
        {
            try
            {
                if (instance is IAsyncDisposable later)
                    await later.DisposeAsync().ConfigureAwait(false);
                else
                    ((IDisposable)instance).Dispose();
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }

        return errors;
    }

    private object Make(Type type)
    {
        if (_underway.Contains(type))
        {
            var circle = string.Join(", ", _underway.SkipWhile(t => t != type).Append(type).Select(TypeName.Of));
            throw new InvalidOperationException($"The constructors of {circle} ask for each other in a circle.");
        }

        if (_constructors.Find(type, out var reason) is not { } constructor)
        {
            var asker = _underway.Count == 0 ? string.Empty : $", which {TypeName.Of(_underway[^1])} asks for";
            throw new InvalidOperationException(
                $"There is no {TypeName.Of(type)}{asker}: {reason}. Set one before, for instance when the scenario is prepared."
            );
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _underway.Add(type);
        try
        {
            var instance = constructor.Invoke(this);
            _instances[type] = instance;
            if (instance is IDisposable or IAsyncDisposable)
                _owned.Add(instance);
            return instance;
        }
        finally
        {
            _underway.RemoveAt(_underway.Count - 1);
        }
    }
}
