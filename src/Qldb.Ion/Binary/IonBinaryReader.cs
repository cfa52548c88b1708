using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>
/// Reads Ion binary value by value, without objects: a cursor that stands before the first value, is moved with <see cref="MoveNext"/>,
/// and goes into containers with <see cref="StepIn"/> and out with <see cref="StepOut"/>. Version markers, symbol tables and padding are
/// dealt with and never shown. Allocates nothing, except for the texts that are asked for and for symbol tables not met lately.
/// </summary>
/// <remarks>
/// What the cursor stops at is checked; what it passes over without entering is not. Parse an <see cref="IonElement"/> to have everything
/// checked. Every error is an <see cref="IonFormatException"/> with the offset.
/// </remarks>
public ref partial struct IonBinaryReader
{
    private readonly ReadOnlySpan<byte> _data;
    private TopLevelScan _topLevel;
    private ContainerEnds _ends;
    private UInt128 _structs;
    private int _depth;
    private int _next;
    private int _limit;
    private long _fieldId;
    private int _start;
    private ValueHeader _value;
    private bool _hasValue;

    /// <summary>A reader before the first value.</summary>
    /// <param name="ionBinary">A stream that begins with a version marker; any number of values.</param>
    /// <exception cref="IonFormatException">There is no version marker, or the stream is larger than <see cref="IonLimits.MaxStreamBytes"/>.</exception>
    public IonBinaryReader(ReadOnlySpan<byte> ionBinary)
    {
        _data = ionBinary;
        _topLevel = new TopLevelScan(ionBinary);
        _limit = ionBinary.Length;
    }

    /// <summary>Containers that have been stepped into and not out of.</summary>
    public readonly int Depth => _depth;

    /// <summary>Whether the cursor walks the fields of a struct.</summary>
    public readonly bool IsInStruct => _depth > 0 && (_structs >> _depth - 1 & 1) != 0;

    /// <summary>The offset of the current value in the stream, its annotations included.</summary>
    /// <exception cref="InvalidOperationException">There is no current value.</exception>
    public readonly int Offset => _hasValue ? _start : throw NoValue();

    /// <summary>Moves to the next value of the current container, or of the stream; a container that was not entered is passed over.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="IonFormatException">The value is malformed.</exception>
    public bool MoveNext()
    {
        _hasValue = _depth == 0 ? MoveAtTop() : MoveInside();
        return _hasValue;
    }

    /// <summary>Goes into the current container, before its first value. A null container has none.</summary>
    /// <exception cref="InvalidOperationException">There is no current value, or it is no container.</exception>
    /// <exception cref="IonFormatException">The container is nested deeper than <see cref="IonLimits.MaxDepth"/>.</exception>
    public void StepIn()
    {
        if (!_hasValue || !_value.IsContainer)
            throw new InvalidOperationException("Only a container can be stepped into");
        if (_depth == IonLimits.MaxDepth)
            throw new IonFormatException($"Containers are nested deeper than {IonLimits.MaxDepth}", _start);
        _ends[_depth] = _depth == 0 ? _data.Length : _limit;
        var bit = UInt128.One << _depth;
        _structs = _value.Code == 13 ? _structs | bit : _structs & ~bit;
        _depth++;
        _next = _value.Body;
        _limit = _value.End;
        _hasValue = false;
    }

    /// <summary>Goes out of the current container, behind it; what was not read of it is passed over.</summary>
    /// <exception cref="InvalidOperationException">The cursor is at the top level.</exception>
    public void StepOut()
    {
        if (_depth == 0)
            throw new InvalidOperationException("There is no container to step out of");
        _next = _limit;
        _limit = _ends[--_depth];
        _hasValue = false;
    }

    /// <summary>Writes the current value, with annotations and content, after checking all of it.</summary>
    /// <param name="writer">Where to.</param>
    /// <exception cref="InvalidOperationException">There is no current value.</exception>
    /// <exception cref="IonFormatException">Something in the value is malformed.</exception>
    public readonly void CopyTo(IonBinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!_hasValue)
            throw NoValue();
        BinaryValidator.Validate(_data, _start, _limit, _topLevel.Symbols, _depth);
        writer.CopyValue(_data, _start, _limit, _topLevel.Symbols);
    }

    private bool MoveAtTop()
    {
        if (!_topLevel.MoveNext(_data, out var header))
            return false;
        _start = _topLevel.Offset;
        _value = header.IsAnnotated ? ValueHeader.Read(_data, IonElement.ValueOffset(_data, _start), header.End) : header;
        return true;
    }

    private bool MoveInside()
    {
        while (_next < _limit)
        {
            var isInStruct = IsInStruct;
            if (isInStruct)
                _fieldId = VarInts.ReadUInt(_data, ref _next, _limit);
            _start = _next;
            _value = ValueHeader.Read(_data, _next, _limit);
            _next = _value.End;
            if (_value.IsPadding)
                continue;
            if (isInStruct)
                BinaryValidator.CheckSymbol(_fieldId, _topLevel.Symbols, _start);
            if (_value.IsAnnotated)
                _value = ValueHeader.Read(_data, BinaryValidator.CheckAnnotations(_data, _value, _topLevel.Symbols), _value.End);
            return true;
        }

        return false;
    }

    private static InvalidOperationException NoValue() => new("There is no current value: MoveNext has not been called, or has returned false");

    [InlineArray(IonLimits.MaxDepth)]
    private struct ContainerEnds
    {
        private int _first;
    }
}
