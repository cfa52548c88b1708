namespace Qldb.PartiQL;

/// <summary>Where a statement is in a script, as <see cref="StatementScanner"/> found it.</summary>
/// <param name="Start">Where its first token begins.</param>
/// <param name="Length">Its length to the end of its last token, without the semicolon; 0 for an empty statement. One that is open reaches to the end of the text.</param>
/// <param name="End">Where the next statement may begin: behind the semicolon, or the end of the text.</param>
/// <param name="IsComplete">Whether a semicolon ends it.</param>
/// <param name="IsOpen">Whether the text ends inside of a string, a quoted identifier, an Ion literal or a comment.</param>
public readonly record struct ScannedStatement(int Start, int Length, int End, bool IsComplete, bool IsOpen);
