namespace Qldb.PartiQL.Functions;

/// <summary>The parts of a date that DATE_ADD, DATE_DIFF and EXTRACT name, coarsest first.</summary>
internal enum DatePart
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    TimezoneHour,
    TimezoneMinute,
}
