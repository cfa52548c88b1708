using System.Numerics;

namespace Amazon.IonDotnet.Tree;

/// <summary>The facet of an int.</summary>
public interface IIonInt
{
    IntegerSize IntegerSize { get; }

    BigInteger BigIntegerValue { get; }

    int IntValue { get; }

    long LongValue { get; }
}
