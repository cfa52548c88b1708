namespace Qldb.Ion;

/// <summary>What is being written exceeds <see cref="IonLimits"/>.</summary>
internal sealed class IonLimitException(string message) : InvalidOperationException(message);
