using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.Event;

public enum LogFilterDecision
{
    Keep,
    Drop,
    NoDecision,
}

public enum LogFilterType
{
    Source,
    Content,
}

public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public abstract LogFilterType FilterType { get; }

    /// <summary><paramref name="expandedMessage"/> is given to filters by content.</summary>
    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string expandedMessage = null);
}

public sealed class RegexLogMessageFilter(Regex messageRegex) : LogFilterBase
{
    public override LogFilterType FilterType => LogFilterType.Content;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string expandedMessage = null) =>
        messageRegex.IsMatch(expandedMessage ?? content.Message.ToString()) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}

public sealed class RegexLogSourceFilter(Regex sourceRegex) : LogFilterBase
{
    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string expandedMessage = null) =>
        sourceRegex.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}

public sealed class ExactMatchLogSourceFilter(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) : LogFilterBase
{
    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string expandedMessage = null) =>
        content.LogSource.Equals(source, comparison) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}

/// <summary>Runs filters, those by source first: only if all of them pass is the text made.</summary>
public class LogFilterEvaluator(LogFilterBase[] filters)
{
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _bySource = [.. filters.Where(static filter => filter.FilterType == LogFilterType.Source)];
    private readonly LogFilterBase[] _byContent = [.. filters.Where(static filter => filter.FilterType == LogFilterType.Content)];

    public bool EvaluatesLogSourcesOnly => _byContent.Length == 0;

    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = string.Empty;
        foreach (var filter in _bySource)
            if (filter.ShouldKeepMessage(evt) == LogFilterDecision.Drop) return false;
        expandedLogMessage = evt.ToString();
        foreach (var filter in _byContent)
            if (filter.ShouldKeepMessage(evt, expandedLogMessage) == LogFilterDecision.Drop) return false;
        return true;
    }
}

public sealed class LogFilterSetup(LogFilterBase[] filters) : Setup
{
    public LogFilterBase[] Filters { get; } = filters;
    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}

public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    public LogFilterBuilder Add(LogFilterBase filter)
    {
        _filters.Add(filter);
        return this;
    }

    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    public LogFilterBuilder ExcludeSourceExactly(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Add(new ExactMatchLogSourceFilter(source, comparison));

    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) => ExcludeSourceRegex(new Regex("^" + Regex.Escape(sourceStart)));
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) => ExcludeSourceRegex(new Regex(Regex.Escape(sourcePart)));
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) => ExcludeSourceRegex(new Regex(Regex.Escape(sourceEnd) + "$"));
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) => ExcludeMessageRegex(new Regex(Regex.Escape(messagePart)));
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    public LogFilterSetup Build() => new([.. _filters]);
}
