using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Qldb.Actors.Client;

/// <summary>The actor system of a driver that was not given one: silent, unless there is a logger factory.</summary>
internal static class DriverActorSystem
{
    private const string Silent = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
        }
        """;

    private const string LoggingToFactory = """
        akka {
          loglevel = DEBUG
          stdout-loglevel = OFF
          loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
        }
        """;

    public static ActorSystem Create(ILoggerFactory? loggerFactory)
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(loggerFactory is null ? Silent : LoggingToFactory)));
        return ActorSystem.Create("qldb-driver", loggerFactory is null ? setup : setup.And(new LoggerFactorySetup(loggerFactory)));
    }
}
