namespace Amazon.QLDBSession.Model;

/// <summary>One Ion value, in one of the two encodings of Ion.</summary>
public partial class ValueHolder
{
    /// <summary>A self-contained Ion binary stream of one value: 1 to 131,072 bytes.</summary>
    public MemoryStream IonBinary { get; set; }

    /// <summary>Ion text: 1 to 1,048,576 characters.</summary>
    public string IonText { get; set; }
}
