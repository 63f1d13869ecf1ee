namespace Conformance.Sessions;

/// <summary>The outcome of a refresh: <paramref name="Issued"/> is there exactly when <paramref name="Decision"/> accepts.</summary>
public readonly record struct Exchange(Decision Decision, Issued? Issued);
