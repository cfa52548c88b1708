using System.Runtime.CompilerServices;

namespace Polyfills.Tests.Akka;

/// <summary>What ConfigureAwait(false) may do, done for sure, and on a thread that no test has used before.</summary>
internal sealed class OnANewThread : INotifyCompletion
{
    public bool IsCompleted => false;
    public OnANewThread GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => new Thread(() => continuation()).Start();
}
