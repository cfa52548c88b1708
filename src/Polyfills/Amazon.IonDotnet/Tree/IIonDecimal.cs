namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of a decimal.</summary>
public interface IIonDecimal
{
    decimal DecimalValue { get; }

    BigDecimal BigDecimalValue { get; }
}
