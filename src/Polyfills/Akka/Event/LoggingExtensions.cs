namespace Akka.Event;

/// <summary>Log calls by level. A call below the level costs one look at a flag.</summary>
public static class LoggingExtensions
{
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) => log.Log(level, null, format);
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, object[] args) => log.Log(level, null, format, args);

    public static void Log(this ILoggingAdapter log, LogLevel level, Exception cause, string format, object[] args)
    {
        if (log.IsEnabled(level)) log.Log(level, cause, new DefaultLogMessage(log.Formatter, format, args));
    }

    public static void Log<T1>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1));
    }

    public static void Log<T1, T2>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1, arg2));
    }

    public static void Log<T1, T2, T3>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1, arg2, arg3));
    }

    public static void Log<T1, T2, T3, T4>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1, arg2, arg3, arg4));
    }

    public static void Log<T1, T2, T3, T4, T5>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1, arg2, arg3, arg4, arg5));
    }

    public static void Log<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, LogLevel logLevel, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(logLevel)) log.Log(logLevel, cause, new DefaultLogMessage(log.Formatter, format, arg1, arg2, arg3, arg4, arg5, arg6));
    }

    public static void Debug(this ILoggingAdapter log, string format) => log.Log(LogLevel.DebugLevel, null, format);
    public static void Debug(this ILoggingAdapter log, Exception cause, string format) => log.Log(LogLevel.DebugLevel, cause, format);
    public static void Debug(this ILoggingAdapter log, string format, object[] args) => log.Log(LogLevel.DebugLevel, null, format, args);
    public static void Debug(this ILoggingAdapter log, Exception cause, string format, object[] args) => log.Log(LogLevel.DebugLevel, cause, format, args);
    public static void Debug<T1>(this ILoggingAdapter log, string format, T1 arg1) => log.Log<T1>(LogLevel.DebugLevel, null, format, arg1);
    public static void Debug<T1>(this ILoggingAdapter log, Exception cause, string format, T1 arg1) => log.Log<T1>(LogLevel.DebugLevel, cause, format, arg1);
    public static void Debug<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.DebugLevel, null, format, arg1, arg2);
    public static void Debug<T1, T2>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.DebugLevel, cause, format, arg1, arg2);
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.DebugLevel, null, format, arg1, arg2, arg3);
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.DebugLevel, cause, format, arg1, arg2, arg3);
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4);
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4);
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4, arg5);
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4, arg5);
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);

    public static void Info(this ILoggingAdapter log, string format) => log.Log(LogLevel.InfoLevel, null, format);
    public static void Info(this ILoggingAdapter log, Exception cause, string format) => log.Log(LogLevel.InfoLevel, cause, format);
    public static void Info(this ILoggingAdapter log, string format, object[] args) => log.Log(LogLevel.InfoLevel, null, format, args);
    public static void Info(this ILoggingAdapter log, Exception cause, string format, object[] args) => log.Log(LogLevel.InfoLevel, cause, format, args);
    public static void Info<T1>(this ILoggingAdapter log, string format, T1 arg1) => log.Log<T1>(LogLevel.InfoLevel, null, format, arg1);
    public static void Info<T1>(this ILoggingAdapter log, Exception cause, string format, T1 arg1) => log.Log<T1>(LogLevel.InfoLevel, cause, format, arg1);
    public static void Info<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.InfoLevel, null, format, arg1, arg2);
    public static void Info<T1, T2>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.InfoLevel, cause, format, arg1, arg2);
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.InfoLevel, null, format, arg1, arg2, arg3);
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3);
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4);
    public static void Info<T1, T2, T3, T4>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4);
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4, arg5);
    public static void Info<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4, arg5);
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.InfoLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);
    public static void Info<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.InfoLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);

    public static void Warning(this ILoggingAdapter log, string format) => log.Log(LogLevel.WarningLevel, null, format);
    public static void Warning(this ILoggingAdapter log, Exception cause, string format) => log.Log(LogLevel.WarningLevel, cause, format);
    public static void Warning(this ILoggingAdapter log, string format, object[] args) => log.Log(LogLevel.WarningLevel, null, format, args);
    public static void Warning(this ILoggingAdapter log, Exception cause, string format, object[] args) => log.Log(LogLevel.WarningLevel, cause, format, args);
    public static void Warning<T1>(this ILoggingAdapter log, string format, T1 arg1) => log.Log<T1>(LogLevel.WarningLevel, null, format, arg1);
    public static void Warning<T1>(this ILoggingAdapter log, Exception cause, string format, T1 arg1) => log.Log<T1>(LogLevel.WarningLevel, cause, format, arg1);
    public static void Warning<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.WarningLevel, null, format, arg1, arg2);
    public static void Warning<T1, T2>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.WarningLevel, cause, format, arg1, arg2);
    public static void Warning<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.WarningLevel, null, format, arg1, arg2, arg3);
    public static void Warning<T1, T2, T3>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.WarningLevel, cause, format, arg1, arg2, arg3);
    public static void Warning<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.WarningLevel, null, format, arg1, arg2, arg3, arg4);
    public static void Warning<T1, T2, T3, T4>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.WarningLevel, cause, format, arg1, arg2, arg3, arg4);
    public static void Warning<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.WarningLevel, null, format, arg1, arg2, arg3, arg4, arg5);
    public static void Warning<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.WarningLevel, cause, format, arg1, arg2, arg3, arg4, arg5);
    public static void Warning<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.WarningLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);
    public static void Warning<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.WarningLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);

    public static void Error(this ILoggingAdapter log, string format) => log.Log(LogLevel.ErrorLevel, null, format);
    public static void Error(this ILoggingAdapter log, Exception cause, string format) => log.Log(LogLevel.ErrorLevel, cause, format);
    public static void Error(this ILoggingAdapter log, string format, object[] args) => log.Log(LogLevel.ErrorLevel, null, format, args);
    public static void Error(this ILoggingAdapter log, Exception cause, string format, object[] args) => log.Log(LogLevel.ErrorLevel, cause, format, args);
    public static void Error<T1>(this ILoggingAdapter log, string format, T1 arg1) => log.Log<T1>(LogLevel.ErrorLevel, null, format, arg1);
    public static void Error<T1>(this ILoggingAdapter log, Exception cause, string format, T1 arg1) => log.Log<T1>(LogLevel.ErrorLevel, cause, format, arg1);
    public static void Error<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.ErrorLevel, null, format, arg1, arg2);
    public static void Error<T1, T2>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2) => log.Log<T1, T2>(LogLevel.ErrorLevel, cause, format, arg1, arg2);
    public static void Error<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.ErrorLevel, null, format, arg1, arg2, arg3);
    public static void Error<T1, T2, T3>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3) => log.Log<T1, T2, T3>(LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3);
    public static void Error<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4);
    public static void Error<T1, T2, T3, T4>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => log.Log<T1, T2, T3, T4>(LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4);
    public static void Error<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4, arg5);
    public static void Error<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) => log.Log<T1, T2, T3, T4, T5>(LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4, arg5);
    public static void Error<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);
    public static void Error<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) => log.Log<T1, T2, T3, T4, T5, T6>(LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);
}
