namespace Qldb.Ion;

public readonly partial struct IonElement
{
    /// <summary>
    /// Whether two values are the same in Ion's data model: types, precision, annotations and their order count; the order of a struct's
    /// fields and the way a value is encoded do not.
    /// </summary>
    /// <param name="other">The value to compare with.</param>
    /// <returns>True for the same value, and for two undefined elements.</returns>
    public bool Equals(IonElement other) => IonEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IonElement other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IonEquality.HashOf(this);

    /// <summary>See <see cref="Equals(IonElement)"/>.</summary>
    public static bool operator ==(IonElement left, IonElement right) => left.Equals(right);

    /// <summary>See <see cref="Equals(IonElement)"/>.</summary>
    public static bool operator !=(IonElement left, IonElement right) => !left.Equals(right);
}
