using System.Numerics;
using Qldb.Ion;

namespace Qldb.PartiQL.Functions;

/// <summary>Makes a timestamp of a precision that is known only at run time.</summary>
internal static class TimestampParts
{
    public static IonTimestamp Build(
        DateTime local, IonTimestampPrecision precision, int? offsetMinutes, BigInteger fraction, int fractionDigits) => precision switch
        {
            IonTimestampPrecision.Year => IonTimestamp.OfYear(local.Year),
            IonTimestampPrecision.Month => IonTimestamp.OfMonth(local.Year, local.Month),
            IonTimestampPrecision.Day => IonTimestamp.OfDay(local.Year, local.Month, local.Day),
            IonTimestampPrecision.Minute =>
                IonTimestamp.OfMinute(local.Year, local.Month, local.Day, local.Hour, local.Minute, offsetMinutes),
            _ => IonTimestamp.OfSecond(
                local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, offsetMinutes, fraction, fractionDigits),
        };
}
