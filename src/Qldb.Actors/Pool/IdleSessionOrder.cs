namespace Qldb.Actors;

/// <summary>Which idle session is used next.</summary>
public enum IdleSessionOrder
{
    /// <summary>The one idle for longest: all sessions stay in rotation. The seed's order.</summary>
    Fifo,

    /// <summary>The one used last: few sessions stay in use, surplus ones age out.</summary>
    Lifo,
}
