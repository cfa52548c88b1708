namespace Qldb.Ion;

public sealed partial class IonTextWriter
{
    // The table whose imports have been declared in the text, so that $ids of unknown text mean something to a reader.
    private SymbolTable? _declared;

    /// <inheritdoc/>
    /// <remarks>
    /// A top-level value with symbols of unknown text is preceded by a declaration of the shared symbol tables they come from.
    /// </remarks>
    public void WriteElement(IonElement value)
    {
        if (value.IsUndefined)
            throw new ArgumentException("An undefined element is no value", nameof(value));
        if (_depth == 0 && !value.Symbols.Imports.IsEmpty && _declared != value.Symbols && UsesImports(value))
        {
            _declared = value.Symbols;
            ImportResolution.WriteTable(this, value.Symbols.Imports.ToArray(), []);
        }

        Copy(value);
    }

    private static bool UsesImports(IonElement value)
    {
        var symbols = value.Symbols;
        if (value.HasAnnotations && Array.Exists(value.AnnotationIds(), id => symbols.ImportOf(id) is not null))
            return true;
        if (value.IsNull)
            return false;
        return value.Type switch
        {
            IonType.Symbol => symbols.ImportOf(Scalars.ReadSymbolId(value.Data, value.Header)) is not null,
            IonType.Struct => value.EnumerateFields().Any(field => symbols.ImportOf(field.NameId) is not null || UsesImports(field.Value)),
            IonType.List or IonType.Sexp => value.EnumerateElements().Any(UsesImports),
            _ => false,
        };
    }

    private void Copy(IonElement value)
    {
        if (value.HasAnnotations)
        {
            foreach (var id in value.AnnotationIds())
            {
                BeginAnnotation();
                AppendSymbol(value.Symbols, id);
                _buffer.Append("::");
            }
        }

        if (value.IsNull)
            WriteNull(value.Type);
        else if (value.Type >= IonType.List)
            CopyContainer(value);
        else
            CopyScalar(value);
    }

    private void CopyContainer(IonElement value)
    {
        StepIn(value.Type);
        if (value.Type == IonType.Struct)
        {
            foreach (var field in value.EnumerateFields())
            {
                BeginFieldName();
                AppendSymbol(value.Symbols, field.NameId);
                _buffer.Append(": ");
                Copy(field.Value);
            }
        }
        else
        {
            foreach (var element in value.EnumerateElements())
                Copy(element);
        }

        StepOut();
    }

    private void CopyScalar(IonElement value)
    {
        switch (value.Type)
        {
            case IonType.Bool:
                WriteBool(value.GetBoolean());
                break;
            case IonType.Int:
                if (value.TryGetInt64(out var small))
                    WriteInt(small);
                else
                    WriteInt(value.GetBigInteger());
                break;
            case IonType.Float:
                WriteFloat(value.GetDouble());
                break;
            case IonType.Decimal:
                WriteDecimal(value.GetDecimal());
                break;
            case IonType.Timestamp:
                WriteTimestamp(value.GetTimestamp());
                break;
            case IonType.Symbol:
                BeginValue();
                AppendSymbol(value.Symbols, Scalars.ReadSymbolId(value.Data, value.Header));
                EndValue();
                break;
            case IonType.String:
                BeginValue();
                _buffer.Append('"');
                EscapedText.AppendUtf8(ref _buffer, value.GetUtf8());
                _buffer.Append('"');
                EndValue();
                break;
            case IonType.Clob:
                WriteClob(value.GetLob());
                break;
            default:
                WriteBlob(value.GetLob());
                break;
        }
    }

    private void AppendSymbol(SymbolTable symbols, long id)
    {
        if (symbols.TextOf(id) is { } text)
        {
            SymbolText.Append(ref _buffer, text);
            return;
        }

        if (symbols.ImportOf(id) is { } location)
        {
            if (_declared != symbols)
            {
                throw new InvalidOperationException(
                    $"Symbol {location.Id} of the shared symbol table '{location.Table}' has no text here, and only a top-level value can declare that table");
            }
        }
        else
        {
            id = 0;
        }

        _buffer.Append('$');
        _buffer.Append(id, 20);
    }
}
